"""Executions of other state machines.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html; the fields as recorded.
"""

from typing import TYPE_CHECKING, Any

from course.asl import StatesError, TaskRequest
from course.asl.engine import CallbackError, Ticket
from course.asl.json_text import compact
from course.facts import value

from .calls import optimised
from .documents import parsed
from .failures import not_done
from .metadata import with_metadata

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["start"]

LONGEST: int = value("states.seconds")

# What a task that waited is told of the execution, in this order.
_TOLD = (
    "Cause",
    "Error",
    "ExecutionArn",
    "Input",
    "InputDetails",
    "Name",
    "Output",
    "OutputDetails",
    "StartDate",
    "StateMachineArn",
    "Status",
    "StopDate",
)


def start(account: "Account", request: TaskRequest) -> Any:
    """Start an execution. For `.sync` and `.sync:2` wait for its end: if the task ends first, the child is stopped.

    Whoever has the token of such a task can answer in the child's place.
    Raises StatesError: States.TaskFailed, with all that is known of it as the cause, for a child that did not succeed.
    """
    waits = request.resource.pattern in ("sync", "sync:2")
    if waits:
        _check_type(account, request.parameters)
    begun, about = optimised("states", "startExecution").make(_with_input(request.parameters))
    answer = with_metadata(account, begun, about)
    if not waits:
        return answer
    arn = begun["ExecutionArn"]
    request.on_abort(lambda: _stop(account, arn))
    request.submitted(answer)
    ticket = _wait(account, arn, request.token)
    if ticket is not None:
        if ticket.failure is not None:
            raise ticket.failure
        return ticket.result
    told = _told(arn)
    if told["Status"] != "SUCCEEDED":
        raise StatesError("States.TaskFailed", compact(told))
    if request.resource.pattern == "sync:2":
        told |= {name: parsed(told[name]) for name in ("Input", "Output") if name in told}
    return told


def _with_input(asked: Any) -> Any:
    if isinstance(asked, dict) and "Input" in asked and not isinstance(asked["Input"], str | None):
        return {**asked, "Input": compact(asked["Input"])}
    return asked


def _check_type(account: "Account", asked: Any) -> None:
    arn = str(asked.get("StateMachineArn", "")) if isinstance(asked, dict) else ""
    machine = account.state_machines.machines.get(":".join(arn.split(":")[:7]))
    if machine is not None and machine.type == "EXPRESS":
        raise not_done(
            f"wait with .sync for {arn}, an Express workflow; call it with aws-sdk:sfn:startSyncExecution"
        )


def _wait(account: "Account", arn: str, token: str | None) -> Ticket | None:
    """Wait until an execution is over, or until somebody answers by the token; return the ticket of that answer."""
    machines = account.state_machines
    execution = machines.runs[arn].execution
    try:
        ticket = machines.callbacks.ticket(token or "")
    except CallbackError:  # a state that is tried alone has its tokens elsewhere
        execution.wait()
        return None

    def see_end() -> None:
        execution.wait()
        ticket.bell.ring()

    account.clock.spawn(see_end, name="the end of a child execution")
    while execution.status == "RUNNING" and not ticket.is_answered:
        account.clock.listen(ticket.bell, LONGEST)
    return ticket if ticket.is_answered else None


def _told(arn: str) -> dict[str, Any]:
    described, _ = optimised("states", "describeExecution").make({"ExecutionArn": arn})
    for name in ("InputDetails", "OutputDetails"):
        if name in described:
            described[name] = {field.capitalize(): each for field, each in described[name].items()}
    return {name: described[name] for name in _TOLD if name in described}


def _stop(account: "Account", arn: str) -> None:
    """Stop an execution that is under way still, soon: whoever lets go of a task does not wait for that."""
    if account.state_machines.runs[arn].execution.status == "RUNNING":
        call = optimised("states", "stopExecution")
        account.clock.spawn(call.make, {"ExecutionArn": arn}, name="stop of a child execution")
