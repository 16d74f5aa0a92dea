"""Why a path leads nowhere, in the words of Jayway JsonPath, which AWS passes on."""

from typing import Any

from course.asl.json_text import shown

from .errors import Why
from .steps import Filter, Indexes, Keys, Slice, Step

__all__ = ["missing"]

# What Java calls the values of a JSON document.
JAVA_NAMES = {
    bool: "java.lang.Boolean",
    float: "java.lang.Double",
    int: "java.lang.Integer",
    list: "net.minidev.json.JSONArray",
    str: "java.lang.String",
}
PROVIDER = "com.jayway.jsonpath.spi.json.JsonSmartJsonProvider"


def missing(steps: tuple[Step, ...], document: Any) -> Why:
    """Say why steps find nothing in a document."""
    value: Any = document
    for place, step in enumerate(steps):
        before = _written(steps[:place])
        if isinstance(step, (Indexes, Slice)) and not isinstance(value, list):
            return _no_array(step, value, before)
        if isinstance(step, Filter) and not isinstance(value, (list, dict)):
            return Why(
                f"Filter: {step} can not be applied to primitives. Current context is: {shown(value)}",
                misfit=True,
            )
        if not isinstance(step, (Keys, Indexes)):
            break
        if isinstance(step, Keys) and not isinstance(value, dict):
            return _no_object(step, value, before)
        found = _one(step, value)
        if not found and isinstance(step, Keys) and place < len(steps) - 1:
            return Why(f"Missing property in path {before}{step}")
        if not found:
            break
        value = found[0]
    return Why(f"No results for path: {_written(steps)}")


def _one(step: Keys | Indexes, value: Any) -> list[Any]:
    """The value that a step of one name or number leads to, or nothing."""
    if isinstance(step, Keys):
        return [value[name] for name in step.names[:1] if name in value]
    return [value[number] for number in step.numbers[:1] if -len(value) <= number < len(value)]


def _no_array(step: Step, value: Any, before: str) -> Why:
    if value is None:
        return Why(f"The path {before} is null")
    return Why(
        f"Filter: {step} can only be applied to arrays. Current context is: {shown(value)}", misfit=True
    )


def _no_object(step: Step, value: Any, before: str) -> Why:
    found = JAVA_NAMES.get(type(value), "null")
    return Why(
        f"Expected to find an object with property {step} in path {before} but found '{found}'. "
        f"This is not a json object according to the JsonProvider: '{PROVIDER}'."
    )


def _written(steps: tuple[Step, ...]) -> str:
    return "$" + "".join(map(str, steps))
