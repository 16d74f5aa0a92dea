"""Paths and calls of JSONPath, as JSONata."""

from course.asl import intrinsics
from course.asl.jsonpath import PathSyntaxError, is_reference_path, parse_path

from .calls import CALLS
from .document import literal, member

__all__ = ["LOST", "differs_of", "expression"]

LOST = (
    "A path that leads nowhere stops the JSONPath state. Inside a larger JSONata expression it yields nothing, and the "
    "state goes on without."
)


def expression(text: object, dollar: str) -> str:
    """Return what stands in a `.$` field as JSONata; `dollar` is the JSONata for its `$`. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is no path")  # noqa: TRY004  (one error for all that is refused)
    if text.startswith("States."):
        try:
            return _call(intrinsics.parse_call(text), dollar)
        except intrinsics.IntrinsicSyntaxError as error:
            raise ValueError(f"{text}: {error}") from None
    return _path(text, dollar)


def differs_of(text: str) -> str:
    """Return how a call's translation differs in rare cases; a path's does not."""
    if not text.startswith("States."):
        return ""
    call = intrinsics.parse_call(text)
    said = [CALLS[name].differs for name in _names(call) if CALLS[name].differs]
    return " ".join(dict.fromkeys([*said, *([LOST] if list(intrinsics.paths(call)) else [])]))


def _names(call: intrinsics.Call) -> list[str]:
    inner = (name for each in call.arguments if isinstance(each, intrinsics.Call) for name in _names(each))
    return [call.name, *inner]


def _path(text: str, dollar: str) -> str:
    try:
        path = parse_path(text)
    except PathSyntaxError as error:
        raise ValueError(f"{text!r}: {error}") from None
    if not is_reference_path(text) or path.keys is None:
        raise ValueError(f"{text} may lead to many values, or to one found by looking")
    found = {"$": dollar, "$$": "$states.context"}.get(path.root, f"${path.root}")
    for key in path.keys:
        if isinstance(key, str) and "`" in key:
            raise ValueError(f"{text} has a name that JSONata cannot quote")
        found = member(found, key)
    return found


def _call(call: intrinsics.Call, dollar: str) -> str:
    known = CALLS.get(call.name)
    if known is None:
        raise ValueError(f"{call.name} has no counterpart that always does the same")
    return known.write(call, [_argument(each, dollar) for each in call.arguments])


def _argument(argument: intrinsics.Call | intrinsics.Literal | intrinsics.PathArgument, dollar: str) -> str:
    if isinstance(argument, intrinsics.Literal):
        return literal(argument.value)
    if isinstance(argument, intrinsics.PathArgument):
        return _path(argument.text, dollar)
    text = _call(argument, dollar)
    return f"({text})" if CALLS[argument.name].is_operator else text
