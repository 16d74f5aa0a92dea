"""What can be known of a definition before there is a state machine: ValidateStateMachineDefinition and TestState.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html and
https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
"""

from typing import TYPE_CHECKING, Any

from course.asl import linter, one_state
from course.facts import value

from .refusals import RefusedError

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["try_state", "validate"]

MOST: int = value("states.page")["diagnostics"]


def validate(service: "StateMachines", asked: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  (one signature)
    """ValidateStateMachineDefinition: the errors, and the warnings if those are asked for.

    The errors are AWS's. The warnings are the lab's, which has more of them.
    """
    said = linter.lint(asked["definition"], type=asked.get("type", "STANDARD"), placeholders=False)
    errors = linter.answer(said)
    found = errors + (_warnings(said) if asked.get("severity") == "WARNING" else [])
    most = asked.get("maxResults") or MOST
    return {
        "result": "FAIL" if errors else "OK",
        "diagnostics": found[:most],
        "truncated": len(found) > most,
    }


def _warnings(said: list[linter.Diagnostic]) -> list[dict[str, str]]:
    return [
        {
            "severity": each.severity,
            "code": each.code,
            "message": each.message,
            "location": each.reported_at or each.location,
        }
        for each in said
        if each.severity == "WARNING"
    ]


def try_state(service: "StateMachines", asked: dict[str, Any]) -> dict[str, Any]:
    """TestState; a task without a mock is really done."""
    try:
        return one_state.try_state(asked, tasks=service.tasks, clock=service.account.clock)
    except one_state.Refused as refused:
        raise RefusedError(refused.code, str(refused)) from None
