"""The task handler of an account: finds, for a task, what judges its parameters and what does it.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from course.asl import TaskRequest
from course.asl.integrations import Resource
from course.cloud.faults.tasks import performed

from . import api_gateway, event_bus, executions, functions, partners
from .calls import call_by_sdk, call_for_map, call_optimised, refusals
from .failures import not_done

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Tasks"]

Way = Callable[["Account", TaskRequest], Any]

# Optimised actions that are more than the call of their name.
_WAYS: dict[tuple[str, str], Way] = {
    ("apigateway", "invoke"): api_gateway.invoke,
    ("events", "putEvents"): event_bus.put_events,
    ("http", "invoke"): partners.invoke,
    ("lambda", "invoke"): functions.invoke,
    ("s3", "getObject"): call_for_map,
    ("s3", "listObjectsV2"): call_for_map,
    ("s3", "putObject"): call_for_map,
    ("states", "startExecution"): executions.start,
}


# Those whose parameters are not the ones of an API's operation.
_CHECKS: dict[tuple[str, str], Callable[[Any], list[str]]] = {
    ("apigateway", "invoke"): api_gateway.refusals,
    ("http", "invoke"): partners.refusals,
}


class Tasks:
    """Does what the tasks of an account's executions call; a `course.asl.tasks.CheckingHandler`."""

    def __init__(self, account: "Account") -> None:
        self._account = account

    def refusals(self, request: TaskRequest) -> list[str]:
        """Return a sentence for each parameter of which Step Functions makes no request."""
        resource = request.resource
        if resource.kind not in ("service", "sdk"):  # a function and an activity take any document
            return []
        check = _CHECKS.get((resource.service, resource.action)) if resource.kind == "service" else None
        return check(request.parameters) if check else refusals(resource, request.parameters)

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt of a task, with calls that the trace shows within the state. Raises StatesError."""
        trace = self._account.trace
        span = next(trace.causes(), None)
        if span is not None:
            request.on_abort(lambda: trace.cut(span, "nobody waits for this task any more"))
        _check_role(self._account, request)
        self._account.permissions.lend(span, request)
        way = _way(request.resource)
        return performed(self._account, request, lambda: way(self._account, request))


def _way(resource: Resource) -> Way:
    """Return what does a task. Raises StatesError for one that the lab does not do."""
    if resource.kind == "lambda":
        return functions.invoke_by_arn
    if resource.kind == "sdk":
        return call_by_sdk
    way = _WAYS.get((resource.service, resource.action))
    if way is None and resource.pattern in ("sync", "sync:2"):
        raise not_done(f"run {resource.service}:{resource.name}, which waits for the end of a job")
    return way or call_optimised


def _check_role(account: "Account", request: TaskRequest) -> None:
    """Refuse a role of another account: there is none."""
    credentials = request.credentials
    role = credentials.get("RoleArn") if isinstance(credentials, dict) else None
    if isinstance(role, str) and role.count(":") >= 5 and role.split(":")[4] != account.id:
        raise not_done(f"assume {role}, a role of another account than {account.id}")
