"""Whether a mocked result is what the service's API would answer."""

from collections.abc import Iterator
from typing import Any

from course.asl.integrations import Shape
from course.asl.json_types import kind

__all__ = ["problem"]

WORDS = {
    "array": "an array",
    "boolean": "a boolean",
    "map": "an object",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def problem(result: Any, shape: Shape, *, required: bool) -> str:
    """Return the first thing in which `result` is not of the shape, as a sentence; empty if there is none.

    Fields that the shape does not know may be there; with `required` those that it asks for must be.
    """
    return next(_problems(result, shape, "result", required=required), "")


def _problems(value: Any, shape: Shape, name: str, *, required: bool) -> Iterator[str]:
    if shape.type == "any":
        return
    if kind(value) != ("object" if shape.type == "map" else shape.type):
        yield f"Field '{name}' must be {WORDS[shape.type]}"
        return
    yield from _bounds(value, shape, name)
    if shape.type == "object":
        missing = sorted(shape.required - value.keys()) if required else []
        yield from (f"Required field '{field}' is missing" for field in missing)
        for field, inner in shape.fields.items():
            if field in value:
                yield from _problems(value[field], inner, field, required=required)
    elif shape.item is not None:
        for item in value.values() if shape.type == "map" else value if shape.type == "array" else ():
            yield from _problems(item, shape.item, name, required=required)


def _bounds(value: Any, shape: Shape, name: str) -> Iterator[str]:
    if shape.type not in ("array", "number", "string"):
        return
    found, word = (value, "value") if shape.type == "number" else (len(value), "length")
    if shape.minimum is not None and found < shape.minimum:
        yield f"Field '{name}' is smaller than the minimum {word}"
    if shape.maximum is not None and found > shape.maximum:
        yield f"Field '{name}' exceeds the maximum {word}"
