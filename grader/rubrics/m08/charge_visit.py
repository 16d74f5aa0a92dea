"""A visit to the one state of M08 E1: its documents before and after each stage, and the stages that lead there."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["BANK", "FIELDS", "OF_A_STATE", "SHOWN", "STAGES", "Documents", "Stage", "documents", "drawn"]

FIELDS = ("InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath")
PLACES = ("receipt", "booking", "settlement", "outcome")
EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:monthly-payment:"
BANK = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bank",
    "End": True,
}
REQUEST = ("policyId", "customerId", "amount", "currency", "period", "channel")
# The visit that the text of the task shows.
SHOWN = {
    "policyId": "POL-1042",
    "customerId": "C-77",
    "amount": 129.5,
    "currency": "EUR",
    "period": "2025-03",
    "channel": "web",
    "session": "S-301",
    "charge": "CH-0091",
    "status": "captured",
    "fee": 0.35,
    "ms": 182,
    "run": "run-41873",
}
OF_A_STATE = {*BANK, "Next", "Comment", "TimeoutSeconds", "Retry", "Catch", "QueryLanguage"}


@dataclass(frozen=True)
class Documents:
    """One visit to the state: the document before and after each stage, and the id of the execution."""

    given: dict[str, Any]
    selected: dict[str, Any]
    sent: dict[str, Any]
    result: dict[str, Any]
    kept: dict[str, Any]
    placed: dict[str, Any]
    output: dict[str, Any]
    execution: str

    @property
    def context(self) -> dict[str, Any]:
        """The context object, as far as it is the same for every state."""
        name = self.execution.rpartition(":")[2]
        machine = {
            "Id": "arn:aws:states:us-east-1:123456789012:stateMachine:monthly-payment",
            "Name": "monthly-payment",
        }
        execution = {
            "Id": self.execution,
            "Name": name,
            "Input": self.given,
            "StartTime": "2025-03-01T08:00:00Z",
        }
        state = {"Name": "Charge", "EnteredTime": "2025-03-01T08:00:00Z", "RetryCount": 0}
        return {"Execution": execution, "State": state, "StateMachine": machine}


@dataclass(frozen=True)
class Stage:
    """One field: what it is applied to (a document, a result), what TestState calls what comes out, and what is wanted.

    `chain` are the fields on which its document depends, this one last.
    """

    field: str
    shown: str
    document: Callable[[Documents], Any]
    result: Callable[[Documents], Any]
    wanted: Callable[[Documents], Any]
    chain: tuple[str, ...]

    def given(self, visit: Documents) -> Any:
        """Return what a reader has to know: the document that the field is applied to, or both, where it joins two."""
        document, result = self.document(visit), self.result(visit)
        return (
            {"the state's input": document, "the result": result}
            if document and result
            else document or result
        )


def _none(_: Documents) -> Any:
    return {}


STAGES = {
    each.field: each
    for each in (
        Stage("InputPath", "afterInputPath", lambda it: it.given, _none, lambda it: it.selected, FIELDS[:1]),
        Stage("Parameters", "afterParameters", lambda it: it.selected, _none, lambda it: it.sent, FIELDS[:2]),
        Stage("ResultSelector", "afterResultSelector", _none, lambda it: it.result, lambda it: it.kept, FIELDS[2:3]),
        Stage("ResultPath", "afterResultPath", lambda it: it.given, lambda it: it.kept, lambda it: it.placed, FIELDS[2:4]),
        Stage("OutputPath", "output", _none, lambda it: it.placed, lambda it: it.output, FIELDS[2:]),
    )
}  # fmt: skip


def drawn(rng: random.Random) -> dict[str, Any]:
    """Values of a visit at random, by the names of `SHOWN`."""
    return {
        "policyId": f"POL-{rng.randint(2000, 9999)}",
        "customerId": f"C-{rng.randint(100, 999)}",
        "amount": rng.randint(500, 90_000) / 100,
        "currency": "EUR",
        "period": f"2025-{rng.randint(4, 12):02}",
        "channel": rng.choice(("app", "branch", "phone")),
        "session": f"S-{rng.randint(400, 999)}",
        "charge": f"CH-{rng.randint(1000, 9999)}",
        "status": rng.choice(("captured", "booked")),
        "fee": rng.randint(10, 95) / 100,
        "ms": rng.randint(40, 400),
        "run": f"run-{rng.randint(10_000, 99_999)}",
    }


def documents(values: dict[str, Any], *, terminal: str, place: str) -> Documents:
    """All documents of one visit, made of its values, the bank's terminal and the name for the result."""
    request = {name: values[name] for name in REQUEST}
    request["idempotencyKey"] = f"{values['policyId']}-{values['period']}"
    given = {"request": request, "caller": {"session": values["session"], "device": "phone"}, "version": 3}
    kept = {"chargeId": values["charge"], "status": values["status"]}
    charge = {"id": values["charge"], "status": values["status"], "fee": values["fee"]}
    execution = f"{EXECUTION}{values['run']}"
    output = {**request, place: kept}
    return Documents(
        given=given,
        selected=request,
        sent={
            "reference": request["idempotencyKey"],
            "amount": request["amount"],
            "currency": request["currency"],
            "terminal": terminal,
            "execution": execution,
        },
        result={"charge": charge, "node": "bank-7", "tookMs": values["ms"]},
        kept=kept,
        placed={**given, "request": output},
        output=output,
        execution=execution,
    )
