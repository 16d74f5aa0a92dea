"""The state of M08 E5, as the notebook shows it in its cell `charge_state`, and eight states that are almost like it.

A test compares the two, type hints aside.
"""

import copy
from collections.abc import Callable
from typing import Any

__all__ = ["WRONG", "charge_state", "wrong_states"]


def charge_state(busy: str, refused: str, attempts: int) -> dict[str, Any]:
    """Return the state: a payment is charged, again if the bank is busy; no error is lost."""
    return {
        "Type": "Task",
        "Comment": "Charge a payment",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {
            "FunctionName": "bank",
            "Payload": {"reference.$": "$.payment.idempotencyKey", "amount.$": "$.payment.amount"},
        },
        "ResultSelector": {"id.$": "$.Payload.chargeId", "status.$": "$.Payload.status"},
        "ResultPath": "$.charge",
        "Retry": [{"ErrorEquals": [busy], "IntervalSeconds": 2, "BackoffRate": 2, "MaxAttempts": attempts}],
        "Catch": [
            {"ErrorEquals": [refused], "ResultPath": "$.refusal", "Next": "Tell the customer"},
            {"ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Ask a person"},
        ],
        "Next": "Write it down",
    }


def _result_replaces(state: dict[str, Any]) -> None:
    del state["ResultPath"]


def _selector_mixes_up(state: dict[str, Any]) -> None:
    state["ResultSelector"] = {"id.$": "$.Payload.status", "status.$": "$.Payload.chargeId"}


def _goes_elsewhere(state: dict[str, Any]) -> None:
    state["Next"] = "Ask a person"


def _refusal_like_any_other(state: dict[str, Any]) -> None:
    del state["Catch"][0]


def _refusal_replaces(state: dict[str, Any]) -> None:
    del state["Catch"][0]["ResultPath"]


def _never_again(state: dict[str, Any]) -> None:
    del state["Retry"]


def _gives_up_early(state: dict[str, Any]) -> None:
    state["Retry"][0]["MaxAttempts"] -= 1


def _others_uncaught(state: dict[str, Any]) -> None:
    del state["Catch"][1]


# What is wrong, in words, and the change that makes it so.
WRONG: dict[str, Callable[[dict[str, Any]], None]] = {
    "the charge takes the place of the payment": _result_replaces,
    "id and status of the charge are mixed up": _selector_mixes_up,
    "a charged payment goes somewhere else than it should": _goes_elsewhere,
    "a refusal is treated like any other error": _refusal_like_any_other,
    "a refusal takes the place of the payment": _refusal_replaces,
    "a busy bank is never asked again": _never_again,
    "a busy bank is asked once less than it should": _gives_up_early,
    "an error that nobody thought of is not caught": _others_uncaught,
}


def wrong_states(right: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the wrong states, by what is wrong with them."""
    found = {}
    for words, change in WRONG.items():
        found[words] = copy.deepcopy(right)
        change(found[words])
    return found
