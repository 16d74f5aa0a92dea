"""Starts of M12 E4: the same payment asked for again, another one under its key, and a service that throttles."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench, same
from grader.rubrics.insurer import fact

from .driving import BRIEF, WAITING, Called, Lab

__all__ = ["CHANGED", "REPEATED", "START", "Bucket", "Started", "burst", "started"]

START = "start_once"
Situation = Callable[[Lab, str, dict[str, Any]], Called]  # asks for a payment twice, of a machine by its ARN


@dataclass(frozen=True)
class Started:
    """One payment that was asked for twice: what the last call did, and which executions there are then."""

    where: str
    payment: dict[str, Any]
    last: Called
    arns: list[str]
    inputs: list[Any]

    @property
    def is_once(self) -> bool:
        """Whether one execution has the payment as its input, and the last call returned it."""
        one = len(self.arns) == 1 and same(self.inputs[0], self.payment)
        return one and self.last.returned == self.arns[0]


@dataclass(frozen=True)
class Bucket:
    """Several payments started where the bucket holds few tokens: what the calls did, and one that is refused.

    `haste` is how often a second throttled starts were tried again.
    """

    calls: list[Called]
    payments: list[dict[str, Any]]
    inputs: list[Any]
    haste: float
    refused: Called
    refusals: int


def started(bench: Bench, seeds: list[str], situations: dict[str, Situation]) -> list[Started]:
    """Ask for a payment twice, in each situation."""
    return [_started(bench, where, seed, ask) for seed in seeds for where, ask in situations.items()]


def burst(bench: Bench, sizes: list[tuple[int, int, float]]) -> list[Bucket]:
    """Start so many payments at a service that holds so many tokens, and gets so many a second; then at one that refuses."""
    found = []
    for many, tokens, rate in sizes:
        with bench.account() as account:
            lab = Lab(bench, account)
            arn = lab.machine("pay", WAITING)
            payments = [_payment(bench, random.Random(f"{number} {many}"), number) for number in range(many)]
            account.quotas.limit("stepfunctions", "StartExecution", rate=rate, burst=tokens)
            calls = []
            for each in payments:
                calls.append(lab.call(START, arn, each))
                if calls[-1].error:
                    break  # the others would fare alike
            account.quotas.clear()
            inputs, haste = _inputs(lab, arn), lab.haste("StartExecution")
            with account.faults.fail(
                "stepfunctions", "StartExecution", error="AccessDeniedException", status=400
            ):
                begin = len(account.trace)
                refused = lab.call(START, arn, _payment(bench, random.Random(many), many))
            refusals = lab.asked("StartExecution", begin)
            found.append(Bucket(calls, payments, inputs, haste, refused, refusals))
    return found


def _started(bench: Bench, where: str, seed: str, ask: Situation) -> Started:
    with bench.account() as account:
        lab = Lab(bench, account)
        arn = lab.machine("pay", BRIEF if "end" in where else WAITING)
        rng = random.Random(f"{where} {seed}")
        paid = _payment(bench, rng, rng.randint(1, 999))
        last = ask(lab, arn, paid)
        return Started(where, paid, last, [run.arn for run in lab.runs(arn)], _inputs(lab, arn))


def _payment(bench: Bench, rng: random.Random, number: int) -> dict[str, Any]:
    made = fact(rng, number)
    return {**made, bench.variant["key"]: f"{made['policyId']}-{made['period']}-{number}"}


def _inputs(lab: Lab, arn: str) -> list[Any]:
    return [json.loads(run.execution.input_text) for run in lab.runs(arn)]


def _again(lab: Lab, arn: str, paid: dict[str, Any]) -> Called:
    first = lab.call(START, arn, paid)
    lab.account.clock.sleep(1)
    return first if first.error else lab.call(START, arn, paid)


def _in_another_order(lab: Lab, arn: str, paid: dict[str, Any]) -> Called:
    lab.call(START, arn, paid)
    return lab.call(START, arn, dict(reversed(paid.items())))


def _answer_lost(lab: Lab, arn: str, paid: dict[str, Any]) -> Called:
    with lab.account.faults.drop("stepfunctions", "StartExecution", times=1):
        lab.call(START, arn, paid)
    return lab.call(START, arn, paid)


def _of_another_amount(lab: Lab, arn: str, paid: dict[str, Any]) -> Called:
    first = lab.call(START, arn, paid)
    lab.account.clock.sleep(1)
    return first if first.error else lab.call(START, arn, {**paid, "amount": paid["amount"] + 1})


REPEATED: dict[str, Situation] = {
    "the same payment again, while it runs": _again,
    "the same payment again, after its end": _again,
    "the same payment again, while it runs, its fields in another order": _in_another_order,
    "the answer to the first start got lost": _answer_lost,
}
CHANGED: dict[str, Situation] = {
    "another amount under the same key, while the first one runs": _of_another_amount,
    "another amount under the same key, after the end of the first one": _of_another_amount,
}
