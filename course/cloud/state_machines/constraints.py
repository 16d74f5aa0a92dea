"""What the service's model demands of parameters.

boto3 looks at types, at what is required and at the least lengths before it sends them; API Gateway sends whatever a
template says. What is of another type comes back from AWS as a SerializationException, the rest as one
ValidationException that counts all of it. The words for types and for what is missing are from memory of its answers.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from botocore.model import Shape

from .refusals import RefusedError

__all__ = ["check", "read"]

# What JSON calls a value, and what the shapes of the model take; the rest of the shapes takes anything.
_TAKEN: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "list": (list,),
    "structure": (dict,),
}

# AWS lists the values of an enumeration in an order of its own. From memory of its answers.
_SHOWN = {
    "ExecutionStatus": ("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"),
}


def read(shape: Shape | None, body: bytes | str) -> dict[str, Any]:
    """Return the parameters that a body holds, each of its type. Raises RefusedError."""
    try:
        parameters = json.loads(body)
    except ValueError:
        raise RefusedError("SerializationException", "The request is no JSON") from None
    _check_types(shape, parameters)
    found: dict[str, Any] = {} if parameters is None else parameters
    return found


def check(shape: Shape | None, parameters: dict[str, Any]) -> None:
    """Refuse parameters that the model does not allow. Raises RefusedError."""
    found = list(_violations(shape, parameters, "")) if shape else []
    if found:
        errors = "validation error" if len(found) == 1 else "validation errors"
        raise RefusedError("ValidationException", f"{len(found)} {errors} detected: {'; '.join(found)}")


def _check_types(shape: Any, value: Any) -> None:
    """Raise RefusedError where something is of another type than the model says."""
    taken = _TAKEN.get(shape.type_name) if shape else (dict,)
    is_other = taken is not None and (
        not isinstance(value, taken) or (isinstance(value, bool) and bool not in taken)
    )
    if is_other and value is not None:
        name = shape.type_name.capitalize() if shape else "Structure"
        raise RefusedError("SerializationException", f"{_kind(value)} can not be converted to a {name}")
    if shape and shape.type_name == "structure" and isinstance(value, dict):
        for name, member in shape.members.items():
            _check_types(member, value.get(name))
    elif shape and shape.type_name == "list" and isinstance(value, list):
        for each in value:
            _check_types(shape.member, each)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE_VALUE" if value else "FALSE_VALUE"
    kinds: dict[type, str] = {str: "STRING_VALUE", dict: "START_OBJECT", list: "START_ARRAY"}
    return kinds.get(type(value), "NUMBER_VALUE")


def _violations(shape: Any, value: Any, path: str) -> Iterator[str]:
    for broken in _broken(shape, value):
        shown = "Value" if shape.metadata.get("sensitive") else f"Value '{_printed(shape, value)}'"
        yield f"{shown} at '{path}' failed to satisfy constraint: Member must {broken}"
    if shape.type_name == "structure":
        for name in shape.required_members:
            if value.get(name) is None:
                place = f"{path}.{name}" if path else name
                yield f"Value null at '{place}' failed to satisfy constraint: Member must not be null"
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _violations(member, value[name], f"{path}.{name}" if path else name)
    elif shape.type_name == "list":
        for index, each in enumerate((each for each in value if each is not None), 1):
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
