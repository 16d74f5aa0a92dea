"""What can be known of a definition before there is a state machine: ValidateStateMachineDefinition and TestState.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html and
https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
"""

from typing import TYPE_CHECKING, Any

from course.asl import linter, one_state

from .refusals import RefusedError
from .tasks import perform

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["try_state", "validate"]

MOST = 100  # diagnostics in one answer; the API's reference, maxResults


def validate(service: "StateMachines", asked: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  (one signature)
    """ValidateStateMachineDefinition. The lab's own warnings stay out of it: they are not AWS's."""
    found = linter.answer(linter.lint(asked["definition"], type=asked.get("type", "STANDARD")))
    most = asked.get("maxResults") or MOST
    return {
        "result": "FAIL" if found else "OK",
        "diagnostics": found[:most],
        "truncated": len(found) > most,
    }


def try_state(service: "StateMachines", asked: dict[str, Any]) -> dict[str, Any]:
    """TestState; a task without a mock is really done."""
    account = service.account
    try:
        return one_state.try_state(
            asked, tasks=lambda request: perform(account, request), clock=account.clock
        )
    except one_state.Refused as refused:
        raise RefusedError(refused.code, str(refused)) from None
