"""A message as a filter sees it: the single values at each path, and inside which element of which list each stands.

A path joins names with dots, so ``{"a": {"b": 1}}`` and ``{"a.b": 1}`` both have the path ``a.b``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["Array", "Document", "Leaf", "Place", "from_attributes", "from_body", "from_value", "load"]

Array = tuple[str | int, ...]
"""A list, named by the keys that lead to it and, for a list inside a list, its depth."""

Place = frozenset[tuple[Array, int]]
"""For each list around a value, the index of the element that the value stands in."""


@dataclass(frozen=True)
class Leaf:
    """One text, number, true, false or null, and where in lists it stands."""

    value: object
    place: Place = frozenset()


@dataclass
class Document:
    """A message: its leaves by path, the types of its attributes, and what else is at a path (lists, objects)."""

    leaves: dict[str, list[Leaf]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    containers: dict[str, object] = field(default_factory=dict)
    blank: bool = False
    """There are no attributes at all: then AWS matches nothing, not even what asks for an attribute's absence."""

    def at(self, path: str) -> list[Leaf]:
        """Return the leaves at a path; none when it is absent, or holds an empty list or an object."""
        return self.leaves.get(path, [])


def load(text: object) -> object:
    """Return the value of a JSON text. Raises ValueError for anything else, NaN and bottomless nesting included."""
    if not isinstance(text, str):
        message = "not a text"
        raise ValueError(message)  # noqa: TRY004 - one kind of error, whatever is wrong
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        message = "nested too deeply"
        raise ValueError(message) from error


def _no_constant(name: str) -> object:
    message = f"{name} is no JSON"
    raise ValueError(message)


def from_body(body: object) -> Document | None:
    """Return the document of a message body; None unless it is a JSON object."""
    try:
        content = load(body)
    except ValueError:
        return None
    return from_value(content) if isinstance(content, dict) else None


def from_value(content: Mapping[str, object]) -> Document:
    """Return the document of a JSON object."""
    document = Document()
    for path, leaf in _leaves((), content, document.containers):
        document.leaves.setdefault(path, []).append(leaf)
    return document


def from_attributes(attributes: object) -> Document:
    """Return the document of message attributes, in the form of Publish or of a delivered envelope.

    AWS compares String, String.Array and Number, and ignores Binary:
    https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
    """
    document = Document()
    for name, attribute in (attributes if isinstance(attributes, Mapping) else {}).items():
        if not isinstance(attribute, Mapping):
            continue
        declared = str(attribute.get("DataType", attribute.get("Type", "")))
        value = attribute.get("StringValue", attribute.get("Value"))
        document.kinds[str(name)] = declared
        leaves = list(_READ.get(declared, _READ.get(declared.partition(".")[0], _nothing))(value))
        if leaves:
            document.leaves[str(name)] = leaves
        else:
            document.containers[str(name)] = value
    document.blank = not document.kinds
    return document


def _nothing(_: object) -> Iterator[Leaf]:
    return iter(())


def _text(value: object) -> Iterator[Leaf]:
    yield Leaf(value)


def _number(value: object) -> Iterator[Leaf]:
    try:
        number = load(value)
    except ValueError:
        number = value
    yield Leaf(number if isinstance(number, int | float) else value)


def _array(value: object) -> Iterator[Leaf]:
    try:
        content = load(value)
    except ValueError:
        return
    for _, leaf in _leaves((), content, {}):
        yield leaf


_READ = {"String": _text, "Number": _number, "String.Array": _array}


def _leaves(
    names: tuple[str, ...], content: object, containers: dict[str, object]
) -> Iterator[tuple[str, Leaf]]:
    """Yield every leaf with its path, depth first, without recursion: a body may nest as deep as it likes."""
    rest: list[tuple[tuple[str, ...], int, object, Place]] = [(names, 0, content, frozenset())]
    while rest:
        names, nesting, value, place = rest.pop()
        if isinstance(value, dict):
            containers[".".join(names)] = value
            rest.extend(((*names, str(name)), 0, inner, place) for name, inner in reversed(value.items()))
        elif isinstance(value, list):
            containers[".".join(names)] = value
            here: Array = (*names, nesting)
            rest.extend(
                (names, nesting + 1, inner, place | {(here, index)})
                for index, inner in reversed(list(enumerate(value)))
            )
        else:
            yield ".".join(names), Leaf(value, place)
