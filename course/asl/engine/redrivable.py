"""Whether an execution can go on from where it failed.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
"""

from typing import TYPE_CHECKING

from course.facts import value

if TYPE_CHECKING:
    from .execution import Execution

__all__ = ["RedriveError", "reason_against"]

PERIOD: int = value("states.redrive") * 24 * 3600


class RedriveError(Exception):
    """The execution cannot be redriven; the message is AWS's reason."""


def reason_against(execution: "Execution") -> str:
    """Return why an execution cannot be redriven, in AWS's words; empty when it can."""
    if execution.type == "EXPRESS":
        return "Express executions cannot be redriven"
    if execution.status in ("RUNNING", "SUCCEEDED"):
        return f"Execution is {execution.status} and cannot be redriven"
    if execution.log.is_full():
        return "Execution history event limit exceeded"
    ended = execution.stop_date
    if ended and (execution.clock.now - ended).total_seconds() > PERIOD:
        return "Execution redrivable period exceeded"
    return ""
