"""What is known of a document before it exists: which fields it has, as far as the definition says.

The least that can be known is :data:`ANYTHING`. Whatever is put together from it stays as open as its parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from course.asl.integrations import Shape

__all__ = [
    "ANYTHING",
    "Document",
    "Missing",
    "Origin",
    "array_of",
    "literal",
    "look_up",
    "merged",
    "object_of",
    "of_shape",
    "optional_on",
    "put",
    "scalar_of",
]

# What is larger or deeper is taken for anything, so that what a circle nests ever deeper comes to an end.
_LARGEST = 5000
_DEPTH = 6
# Texts and bytes in which a service hands on what it was given: whatever that is.
_HANDED_ON = frozenset({"Body", "Payload"})


@dataclass(frozen=True)
class Origin:
    """Why a document has the fields that it has and no others.

    `kind`: its whole place was taken over ("replaced"), somebody chose its fields ("selected"), or a service gave it
    ("answered"). `why` is half a sentence; `remedy` is what to do about a field that is not there.
    """

    kind: Literal["replaced", "selected", "answered"]
    why: str
    remedy: str = ""


@dataclass(frozen=True)
class Document:
    """A document of which something is known.

    `closed` says that an object has no fields but `fields`, each of which may be there or not; `origin` says why.
    `item` is what is known of each item of an array. `optional` marks what a service leaves out when it has nothing to give.
    `size` is the count of all there is in it.
    """

    kind: Literal["anything", "object", "array", "scalar"] = "anything"
    fields: Mapping[str, "Document"] = field(default_factory=dict)
    closed: bool = False
    item: "Document | None" = None
    origin: Origin | None = None
    optional: bool = False
    size: int = 1

    def because(self, origin: Origin) -> "Document":
        """Return the same with another origin."""
        return self if self.kind == "anything" else replace(self, origin=origin)


@dataclass(frozen=True)
class Missing:
    """A path that leads nowhere: `depth` steps of it can be gone, to `there`, which has no next."""

    depth: int
    there: Document


ANYTHING = Document()


def scalar_of(origin: Origin) -> Document:
    """Return a text, a number, a truth value or null."""
    return Document("scalar", origin=origin)


def array_of(item: Document, origin: Origin) -> Document:
    """Return an array of such items."""
    return Document("array", item=item, origin=origin, size=item.size + 1)


def object_of(fields: Mapping[str, Document], origin: Origin | None, *, closed: bool = True) -> Document:
    """Return an object that has, or may have, these fields."""
    size = sum(inner.size for inner in fields.values()) + 1
    return Document("object", fields, closed, origin=origin, size=size) if size <= _LARGEST else ANYTHING


def literal(value: Any, origin: Origin, depth: int = _DEPTH) -> Document:
    """Return what is known of a value that stands in the definition: everything."""
    if depth == 0:
        return ANYTHING
    if isinstance(value, dict):
        return object_of({name: literal(inner, origin, depth - 1) for name, inner in value.items()}, origin)
    return array_of(ANYTHING, origin) if isinstance(value, list) else scalar_of(origin)


def of_shape(
    shape: Shape, origin: Origin, optional: frozenset[str] = frozenset(), depth: int = 3
) -> Document:
    """Return what is known of a service's answer, which leaves the `optional` fields out when it has nothing to give."""
    if depth == 0 or shape.type in ("any", "map"):
        return ANYTHING
    if shape.type == "object":
        fields = {
            name: replace(of_shape(inner, origin, optional, depth - 1), optional=name in optional)
            if name not in _HANDED_ON
            else ANYTHING
            for name, inner in shape.fields.items()
        }
        return object_of(fields, origin, closed=bool(fields))
    if shape.type == "array":
        return array_of(of_shape(shape.item, origin, optional, depth - 1) if shape.item else ANYTHING, origin)
    return scalar_of(origin)


def look_up(document: Document, names: Iterable[str | int]) -> Document | Missing:
    """Return what is known of the document at a path, or where the path certainly ends."""
    for depth, name in enumerate(names):
        found = _step(document, name)
        if found is None:
            return Missing(depth, document)
        document = found
    return document


def optional_on(document: Document, names: Iterable[str | int]) -> str | None:
    """Return the first name of a path that a service leaves out at times; None if there is none, or no such path."""
    for name in names:
        found = _step(document, name)
        if found is None:
            return None
        if found.optional:
            return str(name)
        document = found
    return None


def put(document: Document, names: tuple[str | int, ...], value: Document) -> Document:
    """Return the document with `value` at a reference path."""
    if not names:
        return value
    name, *rest = names
    if isinstance(name, int) or len(names) > _DEPTH or document.kind not in ("anything", "object"):
        return ANYTHING
    inner = document.fields.get(name) or (object_of({}, None) if document.closed else ANYTHING)
    fields = {**document.fields, name: put(inner, tuple(rest), value)}
    return object_of(fields, document.origin, closed=document.closed)


def merged(one: Document, two: Document) -> Document:
    """Return what is known of a document that is one of two: all that either may have, it may have."""
    if one == two:
        return one
    if one.kind != two.kind or one.kind == "anything":
        return replace(ANYTHING, optional=one.optional and two.optional)
    if one.kind == "array" and one.item and two.item:
        return replace(one, item=merged(one.item, two.item))
    if one.kind == "object":
        fields = {name: _either(name, one, two) for name in {**one.fields, **two.fields}}
        return object_of(fields, one.origin or two.origin, closed=one.closed and two.closed)
    return one


def _either(name: str, one: Document, two: Document) -> Document:
    mine, yours = one.fields.get(name), two.fields.get(name)
    if mine is not None and yours is not None:
        return merged(mine, yours)
    closed = two.closed if mine is not None else one.closed
    return (mine or yours or ANYTHING) if closed else ANYTHING


def _step(document: Document, name: str | int) -> Document | None:
    if document.kind == "anything":
        return ANYTHING
    if document.kind == "array" and isinstance(name, int):
        return document.item or ANYTHING
    if document.kind == "object" and isinstance(name, str):
        return document.fields.get(name) or (None if document.closed else ANYTHING)
    return None
