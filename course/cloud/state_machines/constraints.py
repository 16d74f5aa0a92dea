"""What the service's model demands of parameters, beyond what boto3 itself checks before it sends them.

boto3 looks at types, at what is required and at the least lengths; the rest comes back from AWS as one
ValidationException that counts all of it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from botocore.model import Shape

from .refusals import RefusedError

__all__ = ["check"]

# AWS lists the values of an enumeration in an order of its own. From memory of its answers.
_SHOWN = {
    "ExecutionStatus": ("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"),
}


def check(shape: Shape | None, parameters: dict[str, Any]) -> None:
    """Refuse parameters that the model does not allow. Raises RefusedError."""
    found = list(_violations(shape, parameters, "")) if shape else []
    if found:
        errors = "validation error" if len(found) == 1 else "validation errors"
        raise RefusedError("ValidationException", f"{len(found)} {errors} detected: {'; '.join(found)}")


def _violations(shape: Any, value: Any, path: str) -> Iterator[str]:
    for broken in _broken(shape, value):
        shown = "Value" if shape.metadata.get("sensitive") else f"Value '{_printed(shape, value)}'"
        yield f"{shown} at '{path}' failed to satisfy constraint: Member must {broken}"
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield from _violations(member, value[name], f"{path}.{name}" if path else name)
    elif shape.type_name == "list":
        for index, each in enumerate(value, 1):
            yield from _violations(shape.member, each, f"{path}.{index}.member")


def _broken(shape: Any, value: Any) -> Iterator[str]:
    limits = shape.metadata
    if shape.type_name in ("integer", "long", "float", "double"):
        measured, what = value, "value"
    elif shape.type_name in ("string", "list"):
        measured, what = len(value), "length"
    else:
        return
    if "max" in limits and measured > limits["max"]:
        yield f"have {what} less than or equal to {limits['max']}"
    if "min" in limits and measured < limits["min"]:
        yield f"have {what} greater than or equal to {limits['min']}"
    if limits.get("enum") and value not in limits["enum"]:
        shown = _SHOWN.get(shape.name, limits["enum"])
        yield f"satisfy enum value set: [{', '.join(shown)}]"
    if "pattern" in limits and not _pattern(limits["pattern"]).fullmatch(value):
        yield f"satisfy regular expression pattern: {limits['pattern']}"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    # Java's name for a class of characters, which Python lacks.
    return re.compile(text.replace(r"\p{ASCII}", r"[\x00-\x7F]"))


def _printed(shape: Any, value: Any) -> str:
    """Return a value as Java prints it."""
    if shape.type_name == "structure":
        fields = (
            f"{name}={_printed(shape.members[name], value[name])}" for name in shape.members if name in value
        )
        return f"{shape.name}({', '.join(fields)})"
    if shape.type_name == "list":
        return f"[{', '.join(_printed(shape.member, each) for each in value)}]"
    return str(value)
