"""What a state does, in a few words, and the name of the icon that says it."""

from course.asl.integrations import parse_resource
from course.asl.linter.definition import State
from course.widgets.icons import SDK, service_icon

__all__ = ["doing"]

_PLAIN = ("Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel")


def doing(state: State) -> tuple[str, str]:
    """Return the words and the icon's name: `sqs sendMessage .waitForTaskToken` for a Task, `choice` for a Choice."""
    if state.type == "Task":
        return _task(state.value.get("Resource"))
    if state.type == "Map":
        distributed = any(group.is_distributed for group in state.groups)
        return ("distributed map" if distributed else "map"), "map"
    if state.type in _PLAIN:
        return state.type.lower(), state.type.lower()
    return (f"no such type: {state.type}" if state.type else "no Type"), "broken"


def _task(resource: object) -> tuple[str, str]:
    found = parse_resource(resource) if isinstance(resource, str) else None
    if found is None:
        return "task", "task"
    if found.kind == "lambda":
        return "lambda function", "lambda"
    if found.kind == "activity":
        return "activity", "activity"
    if found.kind == "sdk":
        words, name = f"{found.service} {found.action}", service_icon(found.service)
        return f"{words}{_pattern(found.pattern)} by\N{NO-BREAK SPACE}SDK", name
    return f"{found.service} {found.action}{_pattern(found.pattern)}", service_icon(found.service) or SDK


def _pattern(pattern: str) -> str:
    return f" .{pattern}" if pattern else ""
