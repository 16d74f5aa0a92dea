"""Plain data, with its spots, from a stream of YAML events.

Aliases may be used, as long as the document that they stand for stays small.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from course import facts

from .depth import DEPTH, TOO_DEEP, too_deep
from .document import FAULTS, Code, Fault, repeated
from .place import Path, Spot
from .yaml_scalar import MERGE, NotPlainError, scalar, unknown_tag

__all__ = ["Builder", "Node", "UnreadableError"]

# Characters that aliases may add. Ours: four times what a definition may hold.
_EXPANSION = 4 * int(facts.value("states.definition"))
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")


class UnreadableError(Exception):
    """The text cannot be read any further; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(slots=True)
class Node:
    """A value with its spot; `size` counts the characters that it stands for once aliases are written out.

    `written` is a word as it stands in the text; `merges` marks the key `<<`.
    """

    value: Any
    spot: Spot
    size: int
    written: str = ""
    merges: bool = False
    unfinished: bool = False


@dataclass(slots=True)
class _Holder:
    """A mapping or sequence that is being read. `key` is that of the value to come; `merged` is what stands under `<<`."""

    node: Node
    path: Path
    key: Node | None = None
    merged: list[Node] = field(default_factory=list)

    @property
    def next_path(self) -> Path:
        """The path of what comes next; a key has that of its mapping."""
        if isinstance(self.node.value, list):
            return (*self.path, len(self.node.value))
        return (*self.path, self.key.value) if self.key and isinstance(self.key.value, str) else self.path

    def add(self, step: str | int, node: Node) -> None:
        """Add a value, and its spot."""
        if isinstance(self.node.value, list):
            self.node.value.append(node.value)
        else:
            self.node.value[step] = node.value
        if self.node.spot.inner is not None:
            self.node.spot.inner[step] = node.spot

    def close(self) -> Node:
        """Return the finished node: what was merged, under what stands here."""
        if self.merged:
            inherited = [*reversed(self.merged), self.node]
            self.node.value = {key: value for node in inherited for key, value in node.value.items()}
            self.node.spot.inner = {
                key: spot for node in inherited for key, spot in (node.spot.inner or {}).items()
            }
        self.node.unfinished = False
        return self.node


class Builder:
    """Takes the events one by one; `root` is what they made, `faults` what was wrong with them."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.faults: list[Fault] = []
        self._holders: list[_Holder] = []
        self._anchors: dict[str, Node] = {}
        self._added = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event. Raises UnreadableError where there is no going on."""
        match event:
            case yaml.DocumentStartEvent() if self.root:
                message = "A second document begins here; a definition is one."
                raise UnreadableError(Fault(message, _offset(event)))
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._put(self._holders.pop().close())
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.AliasEvent():
                self._alias(event)

    def check_depth(self) -> None:
        """Raise UnreadableError if what the aliases stand for is nested too deeply."""
        if self.root and self._added and too_deep(self.root.value):
            raise UnreadableError(Fault(TOO_DEEP, self.root.spot.value, (), "TOO_DEEPLY_NESTED"))

    def _begin(self, event: yaml.CollectionStartEvent, value: dict[str, Any] | list[Any]) -> None:
        offset = _offset(event)
        if event.tag not in _PLAIN_TAGS:
            self._note(unknown_tag(event.tag), offset)
        if len(self._holders) == DEPTH:
            raise UnreadableError(Fault(TOO_DEEP, offset, self._path(), "TOO_DEEPLY_NESTED"))
        node = Node(value, Spot(offset, inner={}), size=2, unfinished=True)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._holders.append(_Holder(node, self._path()))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        offset = _offset(event)
        node = Node(event.value, Spot(offset), len(event.value) + 1, event.value)
        try:
            value = scalar(event)
        except NotPlainError as error:
            self._note(str(error), offset)
        else:
            node.merges = value is MERGE
            node.value = event.value if node.merges else value
        if event.anchor:
            self._anchors[event.anchor] = node
        self._put(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        offset = _offset(event)
        meant = self._anchors.get(event.anchor or "")
        if meant is None or meant.unfinished:
            why = "no such anchor comes before it" if meant is None else "it stands within what it stands for"
            message = f"The alias *{event.anchor} cannot be resolved: {why}."
            raise UnreadableError(Fault(message, offset, self._path()))
        self._added += meant.size
        if self._added > _EXPANSION:
            message = f"The aliases up to here stand for over {_EXPANSION:,} characters; write fewer of them."
            raise UnreadableError(Fault(message, offset, self._path()))
        self._put(replace(meant, spot=Spot(offset, inner=meant.spot.inner)))

    def _put(self, node: Node) -> None:
        """Put a finished node where it belongs: at the root, into a sequence, as a key or as its value."""
        if not self._holders:
            self.root = node
            return
        holder = self._holders[-1]
        holder.node.size += node.size
        if isinstance(holder.node.value, list):
            holder.add(len(holder.node.value), node)
        elif holder.key is None:
            holder.key = self._as_key(node)
        else:
            self._pair(holder, holder.key, node)
            holder.key = None

    def _as_key(self, node: Node) -> Node:
        if isinstance(node.value, str):
            return node
        if isinstance(node.value, dict | list):
            self._note("A key is a text, not a list or a mapping.", node.spot.value)
            return node
        message = f"YAML reads this key as {json.dumps(node.value)}, and a key is a text; put it in quotes."
        self._note(message, node.spot.value)
        return Node(node.written, node.spot, node.size)

    def _pair(self, holder: _Holder, key: Node, node: Node) -> None:
        """Add a key with its value; what a key that is none would name is lost."""
        offset = key.spot.value
        if key.merges:
            holder.merged += self._mergeable(node)
        elif isinstance(key.value, str):
            if key.value in holder.node.value:
                self._note(repeated(key.value), offset, "DUPLICATE_KEY")
            node.spot.key = offset
            holder.add(key.value, node)

    def _mergeable(self, node: Node) -> list[Node]:
        found = list(_parts(node))
        if not all(isinstance(part.value, dict) for part in found):
            self._note("What << merges is a mapping, or a list of mappings.", node.spot.value)
        return [part for part in found if isinstance(part.value, dict)]

    def _note(self, message: str, offset: int, code: Code = "INVALID_JSON_DESCRIPTION") -> None:
        if len(self.faults) < FAULTS:
            self.faults.append(Fault(message, offset, self._path(), code))

    def _path(self) -> Path:
        return self._holders[-1].next_path if self._holders else ()


def _parts(node: Node) -> Iterator[Node]:
    if not isinstance(node.value, list):
        yield node
        return
    for index, value in enumerate(node.value):
        yield Node(value, (node.spot.inner or {})[index], 0)


def _offset(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0
