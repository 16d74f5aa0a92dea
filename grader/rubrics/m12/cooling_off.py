"""The workflow of M12 E3, as it is given: it works, and enters more states than it has to."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine
from course.clock import Clock
from grader.checks.machines import Fault, Story, played

__all__ = ["Case", "cooling_off", "play"]

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function"
BUSY = "Ledger.Busy"


def cooling_off(prefix: str, limit: int, seconds: int) -> dict[str, Any]:
    """Return the given definition: a premium is raised, after a time in which the customer can say no."""
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Read request",
        "States": {
            "Read request": {
                "Type": "Pass",
                "Output": {
                    "policyId": "{% $states.input.policyId %}",
                    "amount": "{% $states.input.amount %}",
                },
                "Next": "Add currency",
            },
            "Add currency": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'currency': 'EUR'}]) %}",
                "Next": "Quote",
            },
            "Quote": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-quote",
                "Arguments": "{% $states.input %}",
                "Output": "{% $merge([$states.input, {'fee': $states.result.fee}]) %}",
                "Next": "Add total",
            },
            "Add total": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'total': $states.input.amount + $states.input.fee}]) %}",
                "Next": "Large?",
            },
            "Large?": {
                "Type": "Choice",
                "Choices": [{"Condition": f"{{% $states.input.total > {limit} %}}", "Next": "Ask risk"}],
                "Default": "No risk",
            },
            "Ask risk": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-risk",
                "Arguments": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                },
                "Output": "{% $merge([$states.input, {'risk': $states.result.risk}]) %}",
                "Next": "Cool off",
            },
            "No risk": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'risk': 'none'}]) %}",
                "Next": "Cool off",
            },
            "Cool off": {"Type": "Wait", "Seconds": seconds, "Next": "Book"},
            "Book": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-book",
                "Arguments": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                    "risk": "{% $states.input.risk %}",
                },
                "Retry": [{"ErrorEquals": [BUSY], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 1}],
                "Output": "{% $merge([$states.input, {'booking': $states.result.booking}]) %}",
                "Next": "Shape receipt",
            },
            "Shape receipt": {
                "Type": "Pass",
                "Output": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                    "risk": "{% $states.input.risk %}",
                    "booking": "{% $states.input.booking %}",
                },
                "Next": "Done",
            },
            "Done": {"Type": "Succeed"},
        },
    }


@dataclass(frozen=True)
class Case:
    """One request: what is asked, the fee that is quoted, the risk, and how often the ledger is busy; or what fails for good."""

    where: str
    amount: int
    fee: int
    risk: str = "low"
    busy: int = 0
    fails: str = ""

    @property
    def given(self) -> dict[str, Any]:
        """The workflow's input."""
        return {
            "policyId": f"POL-{self.amount:04}",
            "customerId": f"C-{self.fee:03}",
            "amount": self.amount,
            "channel": "web",
        }


def play(machine: StateMachine, case: Case, values: Mapping[str, Any]) -> Story:
    """Play a design with one request; each function takes a few milliseconds, which no run's sum makes a round number."""
    clock, names = Clock(), {each: f"{values['prefix']}-{each}" for each in ("quote", "risk", "book")}
    takes = random.Random(f"{case}").choice((0.0137, 0.0171, 0.0213, 0.0289))

    def answering(answer: dict[str, Any]) -> Any:
        def answered(_: Any) -> dict[str, Any]:
            clock.sleep(takes)
            return answer

        return answered

    actors = {
        names["quote"]: answering({"fee": case.fee, "valid": "today"}),
        names["risk"]: answering({"risk": case.risk, "model": 4}),
        names["book"]: answering({"booking": f"BK-{case.amount}", "ledger": 2}),
    }
    script = [Fault(names["book"], BUSY, attempts=tuple(range(1, case.busy + 1)))] if case.busy else []
    if case.fails:
        script.append(Fault(names[case.fails], "Refused"))
    return played(machine, case.given, actors, script=script, clock=clock)
