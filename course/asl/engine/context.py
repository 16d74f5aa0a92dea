"""The context object: `$$` in JSONPath, `$states.context` in JSONata.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
"""

from typing import TYPE_CHECKING, Any

from .history import iso

if TYPE_CHECKING:
    from .execution import Execution

__all__ = ["of_execution", "of_item", "of_visit", "with_retries", "with_token"]

Context = dict[str, Any]


def of_execution(execution: "Execution") -> Context:
    """Return what every state of an execution sees."""
    who = execution.identity
    about: Context = {
        "Id": who.arn,
        "Input": execution.input,
        "StartTime": iso(execution.start_date),
        "Name": who.name,
        "RoleArn": who.role_arn,
    }
    if execution.type == "STANDARD":
        about["RedriveCount"] = execution.redrive_count
    if execution.redrive_date:
        about["RedriveTime"] = iso(execution.redrive_date)
    return {"Execution": about, "StateMachine": {"Id": who.machine_arn, "Name": who.machine_name}}


def of_visit(around: Context, name: str, entered: str, *, counts_retries: bool) -> Context:
    """Return what one visit sees; `around` is the execution's context, or an iteration's."""
    state: Context = {"Name": name, "EnteredTime": entered}
    if counts_retries:
        state["RetryCount"] = 0
    return {**around, "State": state}


def with_retries(context: Context, count: int) -> Context:
    """Return the context of a further attempt."""
    return {**context, "State": {**context["State"], "RetryCount": count}}


def with_token(context: Context, token: str) -> Context:
    """Return the context of a task that waits for its token, or for a job."""
    return {**context, "Task": {"Token": token}}


def of_item(around: Context, index: int, item: Any) -> Context:
    """Return what an iteration of a Map state sees, and the selector of its item."""
    return {**around, "Map": {"Item": {"Index": index, "Value": item}}}
