"""What TestState asks of a request once it knows the state: which parameters go together."""

from course.asl.engine.plan import Step
from course.asl.integrations import find_integration

from .conformity import problem
from .refused import Refused, invalid
from .request import Request

__all__ = ["check"]

MOCKABLE = ("Task", "Map", "Parallel")
WITH_TOKEN = ("sync", "sync:2", "waitForTaskToken")


def check(request: Request, step: Step) -> None:
    """Raise Refused for parameters that do not fit the state or one another."""
    if request.mock is None:
        _unmocked(request, step)
    else:
        _mocked(request, step)
    if request.context is not None:
        _context(request.context, step)


def _unmocked(request: Request, step: Step) -> None:
    given = request.configuration
    for name, value in (
        ("MapIterationFailureCount", given.failed),
        ("RetrierRetryCount", given.retries),
        ("MapItemReaderData", given.read),
        ("ErrorCausedByState", given.caused),
        ("Context", request.context),
    ):
        if value is not None:
            raise invalid(f"TestState does not support {name} when a mock is not specified.")
    if step.groups:
        raise Refused(
            "InvalidDefinition",
            "TestState API does not support Map or Parallel states. "
            "Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
        )
    if step.resource is None:
        return
    if step.resource.kind == "activity" or step.resource.pattern in WITH_TOKEN:
        raise Refused(
            "InvalidDefinition",
            "TestState API does not support Activity tasks or the .sync and .waitForTaskToken service integration "
            "patterns when a mock is not specified.",
        )
    if request.role_arn is None:
        raise invalid("RoleArn must be specified when testing a Task state")


def _mocked(request: Request, step: Step) -> None:
    mock, given = request.mock, request.configuration
    if mock is None or step.type not in MOCKABLE:
        raise invalid(f"State type '{step.type}' is not supported when a mock is specified")
    for name, value in (("MapIterationFailureCount", given.failed), ("MapItemReaderData", given.read)):
        if value is not None and step.type != "Map":
            raise invalid(f"{name} is only supported for Map states.")
    if given.caused is not None:
        _cause(given.caused, step)
    if mock.error is not None:
        return
    kind, word = (dict, "object") if "ResultWriter" in step.fields else (list, "array")
    if step.groups and not isinstance(mock.result, kind):
        raise invalid(f"Mocked result must be an {word}.")
    if given.failed is not None and isinstance(mock.result, list) and given.failed > len(mock.result):
        raise invalid(
            "Map iteration failure count must be less than or equal to the number of Map iterations"
        )
    integration = find_integration(step.resource.arn) if step.resource else None
    if mock.mode != "NONE" and integration and integration.answers:
        said = problem(mock.result, integration.answers, required=mock.mode == "STRICT")
        if said:
            raise invalid(f"Mock result schema validation error: {said}")


def _cause(name: str, step: Step) -> None:
    if not step.groups:
        raise invalid("ErrorCausedByState is only supported for Map and Parallel states.")
    if not any(name in group.steps for group in step.groups):
        raise invalid("State not found in definition")


def _context(context: dict[str, object], step: Step) -> None:
    pattern = step.resource.pattern if step.resource else ""
    if "Task" in context and pattern not in WITH_TOKEN:
        raise invalid(
            "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a "
            "'.sync' or '.waitForTaskToken' service integration pattern"
        )
