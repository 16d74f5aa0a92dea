"""Faults of states: what becomes of one attempt of a Task."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from course.asl import StatesError, TaskRequest
from course.facts import value

from .errors import throttling

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["performed"]


def performed(account: "Account", request: TaskRequest, work: Callable[[], Any]) -> Any:
    """Do one attempt of a task as the faults have it. Raises StatesError."""
    if not account.faults:
        return work()
    machine, attempt = request.context["StateMachine"]["Name"], request.context["State"]["RetryCount"] + 1
    effect = account.faults.at(
        "state", "stepfunctions", "state", request.state, source=machine, attempt=attempt
    )
    if effect is None:
        return work()
    account.clock.sleep(effect.seconds)
    if effect.kind == "fail" and effect.error:
        raise StatesError(effect.error.code, effect.error.message)
    if effect.kind == "throttle":
        raise _throttled(request)
    result = work()
    if effect.kind == "duplicate":
        work()
    if effect.kind == "drop":
        account.clock.sleep(value("states.seconds"))
        raise StatesError("States.Timeout")
    return result


def _throttled(request: TaskRequest) -> StatesError:
    """Return the error of the service that the task calls, as this kind of integration names it."""
    # Not above: the tasks stand on this file.
    from course.cloud.integrations.failures import error_name

    service = "lambda" if request.resource.kind == "lambda" else request.resource.service
    own = throttling({"sfn": "stepfunctions", "states": "stepfunctions"}.get(service, service))
    return StatesError(error_name(service, own.code, sdk=request.resource.kind == "sdk"), own.message)
