"""GetExecutionHistory: in pages, from either end, with the data or without.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
"""

from typing import TYPE_CHECKING, Any

from .arns import parse
from .event_data import without_data
from .pages import page

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["get"]


def get(service: "StateMachines", asked: dict[str, Any]) -> dict[str, Any]:
    """GetExecutionHistory."""
    run = service.run(parse(asked["executionArn"], "execution"))
    events = run.execution.history
    backwards = asked.get("reverseOrder", False)
    found, token = page(events[::-1] if backwards else events, asked, f"history {backwards} {run.arn}")
    if not asked.get("includeExecutionData", True):
        found = [without_data(event) for event in found]
    return {"events": list(found), "nextToken": token}
