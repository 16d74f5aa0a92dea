"""Between the documents of Step Functions and the parameters and answers of boto3, by the shapes of a service's model.

Step Functions spells fields in a way of its own (`spelling`), writes any document into a text where the service wants
text, and has texts in place of bytes and of times.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html and recorded executions
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from course.asl.json_text import compact

__all__ = ["answered", "instant", "milliseconds", "missing", "parsed", "sent", "text_of", "unfit"]

Spelling = Callable[[str], str]

_NUMBERS = {
    "integer": int,
    "long": int,
    "short": int,
    "byte": int,
    "float": float,
    "double": float,
}


def sent(shape: Any, value: Any, spelling: Spelling, place: str = "") -> Any:
    """Return `value` as boto3 wants it. Raises ValueError with a sentence about the first field that does not fit."""
    if getattr(shape, "is_document_type", False):
        return value
    if shape.type_name == "structure":
        return _structure(shape, _fitting(value, dict, "STRUCTURE", place), spelling)
    if shape.type_name == "list":
        items = _fitting(value, list, "LIST", place)
        return [sent(shape.member, each, spelling, place) for each in items]
    if shape.type_name == "map":
        found = _fitting(value, dict, "MAP", place)
        return {key: sent(shape.value, each, spelling, place) for key, each in found.items()}
    return _scalar(shape, value, place)


def _structure(shape: Any, value: dict[str, Any], spelling: Spelling) -> dict[str, Any]:
    members = {spelling(name): name for name in shape.members}
    for field in value:
        if field not in members:
            raise ValueError(f"The field '{field}' is not supported by Step Functions")
    return {
        members[field]: sent(shape.members[members[field]], each, spelling, field)
        for field, each in value.items()
        if each is not None
    }


def _fitting(value: Any, kind: type, name: str, place: str) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"The value for the field '{place}' must be a {name}")  # noqa: TRY004  (one error for all)
    return value


def _scalar(shape: Any, value: Any, place: str) -> Any:
    kind = shape.type_name
    if kind in ("string", "character"):
        return value if isinstance(value, str) else compact(value)
    if kind == "blob":
        return (value if isinstance(value, str) else compact(value)).encode("utf-8", "surrogatepass")
    if kind in _NUMBERS:
        try:
            return value if isinstance(value, int | float) else _NUMBERS[kind](value)
        except (TypeError, ValueError):
            raise ValueError(f"The value for the field '{place}' must be a NUMBER") from None
    if kind == "boolean":
        if isinstance(value, bool) or value in ("true", "false"):
            return value in (True, "true")
        raise ValueError(f"The value for the field '{place}' must be a BOOLEAN")
    if kind == "timestamp" and isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"The value for the field '{place}' must be a valid ISO 8601 time") from None
    return value


def answered(
    shape: Any,
    value: Any,
    spelling: Spelling,
    time: Callable[[datetime], Any],
    content: Callable[[bytes], Any],
) -> Any:
    """Return what boto3 answered as Step Functions has it. Whatever the model does not know stays out."""

    def inside(shape: Any, value: Any) -> Any:
        if getattr(shape, "is_document_type", False):
            return value
        if shape.type_name == "structure":
            return {
                spelling(name): inside(member, value[name])
                for name, member in shape.members.items()
                if value.get(name) is not None
            }
        if shape.type_name == "list":
            return [inside(shape.member, each) for each in value]
        if shape.type_name == "map":
            return {key: inside(shape.value, each) for key, each in value.items()}
        if shape.type_name == "blob":
            return content(value if isinstance(value, bytes) else value.read())
        return time(value) if isinstance(value, datetime) else value

    return inside(shape, value)


def text_of(content: bytes) -> str:
    """Return bytes as the text that they are taken for."""
    return content.decode("utf-8", "replace")


def milliseconds(moment: datetime) -> int:
    """Return a time as a number of milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def instant(moment: datetime) -> str:
    """Return a time as Java prints it: with as many groups of three digits of a second as it needs."""
    moment = moment.astimezone(UTC)
    if not moment.microsecond:
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    digits = f"{moment.microsecond:06}"
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{digits[:3] if digits.endswith('000') else digits}Z"


def missing(shape: Any, parameters: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the path of each field that the service requires and boto3's `parameters` lack."""
    for name, member in shape.members.items():
        place = f"{path}.{name[:1].lower()}{name[1:]}".lstrip(".")
        if name not in parameters:
            if name in shape.required_members:
                yield place
        elif member.type_name == "structure" and isinstance(parameters[name], dict):
            yield from missing(member, parameters[name], place)


def unfit(asked: Any, takes: Any, maps: tuple[str, ...] = ()) -> list[str]:
    """Return a sentence for each parameter that an action of this shape does not take, or lacks.

    `maps` are the fields that must be objects where they are given.
    """
    if not isinstance(asked, dict):
        return ["The parameters must be a JSON object"]
    unknown = [
        f"The field '{name}' is not supported by Step Functions" for name in asked if name not in takes.fields
    ]
    lacking = [
        f"The field '{name}' is required but was missing"
        for name in sorted(takes.required)
        if not isinstance(asked.get(name), str)
    ]
    wrong = [
        f"The value of the field '{name}' has an invalid format"
        for name in maps
        if not isinstance(asked.get(name), dict | None)
    ]
    return unknown + lacking + wrong


def parsed(text: str) -> Any:
    """Return the document that a text holds, or the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text
