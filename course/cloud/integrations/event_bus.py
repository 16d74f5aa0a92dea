"""Events for EventBridge.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
"""

from typing import TYPE_CHECKING, Any

from course.asl import StatesError, TaskRequest
from course.asl.json_text import compact

from .calls import optimised

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["put_events"]


def put_events(_: "Account", request: TaskRequest) -> Any:
    """Put events onto their buses, each with the ARNs of the execution and its state machine among its resources.

    Raises StatesError EventBridge.FailedEntry if EventBridge took not all of them.
    """
    context, asked = request.context, request.parameters
    arns = [context[part]["Id"] for part in ("Execution", "StateMachine") if context.get(part, {}).get("Id")]
    if isinstance(asked, dict) and isinstance(asked.get("Entries"), list):
        asked = {**asked, "Entries": [_with(arns, entry) for entry in asked["Entries"]]}
    found = optimised("events", "putEvents").make(asked)[0]
    if found.get("FailedEntryCount"):
        raise StatesError("EventBridge.FailedEntry", compact(dict(sorted(found.items()))))
    return found


def _with(arns: list[str], entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {**entry, "Resources": [*(entry.get("Resources") or []), *arns]}
