"""What is known of a template that is filled in, given what is known of the document it looks into."""

from collections.abc import Callable
from typing import Any

from course.asl.jsonata import expressions

from .documents import ANYTHING, Document, Missing, Origin, array_of, literal, look_up, object_of, scalar_of
from .paths import own_names

__all__ = ["computed", "filled", "found_at"]

# What the intrinsic functions return: texts and numbers, arrays; of the others nothing is known.
_SCALARS = ("Format", "Base64Encode", "Base64Decode", "Hash", "UUID", "JsonToString", "MathAdd", "MathRandom")
_ARRAYS = ("Array(", "ArrayPartition", "ArrayRange", "ArrayUnique", "StringSplit")
_DEPTH = 6

Leaf = Callable[[str, Any], Document]


def found_at(document: Document, path: Any) -> Document:
    """Return what a path such as InputPath leaves of a document; null leaves an empty one."""
    if path is None:
        return literal({}, Origin("selected", "a path that is null leaves an empty document"))
    names = own_names(path) if isinstance(path, str) else None
    if names is None:
        return ANYTHING
    result = look_up(document, names)
    return ANYTHING if isinstance(result, Missing) else result


def filled(template: Any, document: Document, origin: Origin) -> Document:
    """Return what a template in JSONPath makes of a document."""

    def leaf(key: str, value: Any) -> Document:
        if not key.endswith(".$") or not isinstance(value, str):
            return literal(value, origin)
        return _called(value, origin) if value.lstrip().startswith("States.") else found_at(document, value)

    return _built(template, origin, leaf)


def computed(template: Any, documents: dict[str, Document], origin: Origin) -> Document:
    """Return what a template in JSONata makes. Expressions that stand for one of the `documents` (`$states.input`) are it."""

    def leaf(_: str, value: Any) -> Document:
        found = [expression for _, expression in expressions(value)]
        return documents.get(found[0], ANYTHING) if found else literal(value, origin)

    return _built(template, origin, leaf)


def _built(template: Any, origin: Origin, leaf: Leaf, key: str = "", depth: int = _DEPTH) -> Document:
    if depth == 0:
        return ANYTHING
    if isinstance(template, dict):
        fields = {
            name.removesuffix(".$"): _built(inner, origin, leaf, name, depth - 1)
            for name, inner in template.items()
        }
        return object_of(fields, origin)
    return array_of(ANYTHING, origin) if isinstance(template, list) else leaf(key, template)


def _called(call: str, origin: Origin) -> Document:
    name = call.strip().removeprefix("States.")
    if name.startswith(_ARRAYS):
        return array_of(ANYTHING, origin)
    return scalar_of(origin) if name.startswith(_SCALARS) else ANYTHING
