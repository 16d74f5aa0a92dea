"""A client's event handlers, shared with its session.

Botocore copies the handlers of all services, some four hundred nodes, for every client, which then adds four of its own.
Here a copy shares all nodes, and who changes something first makes the nodes on the way there its own.
"""

from copy import copy
from inspect import CO_VARKEYWORDS
from types import FunctionType, MethodType
from typing import Any, Self

from botocore.hooks import (
    _MIDDLE,
    EVENT_ALIASES,
    EventAliaser,
    HierarchicalEmitter,
    NodeList,
    _PrefixTrie,
)

__all__ = ["Aliases", "Events"]

# A name that has another one holds one of these parts: what has another, or the first part of it.
_HAVE_ANOTHER = frozenset(old.partition(".")[0] for old in EVENT_ALIASES)


class Events(HierarchicalEmitter):  # type: ignore[misc]  # botocore has no types
    """Botocore's emitter of events, of which a copy costs little.

    `classes` has the classes of clients that were made while the handlers were as they are, by the model of the service.
    """

    def __init__(self) -> None:
        super().__init__()
        self._handlers = _Shared()
        self.classes: dict[Any, type] = {}

    def unregister(self, *words: Any, **named: Any) -> None:
        """Take a handler out."""
        super().unregister(*words, **named)
        self.classes = {}

    def _register_section(self, *words: Any, **named: Any) -> None:
        super()._register_section(*words, **named)
        self.classes = {}

    def _verify_accept_kwargs(self, func: Any) -> Any:
        """See that a handler takes named arguments, of a plain function without making its signature."""
        plain = func.__func__ if isinstance(func, MethodType) else func
        if isinstance(plain, FunctionType) and plain.__code__.co_flags & CO_VARKEYWORDS:
            return None
        return super()._verify_accept_kwargs(func)


class Aliases(EventAliaser):  # type: ignore[misc]  # botocore has no types
    """Botocore's other names of events; what one client has looked up, all know."""

    def __init__(self, emitter: Any) -> None:
        super().__init__(emitter)  # with botocore's own table of names, and no other

    def _alias_event_name(self, event_name: str) -> str:
        """Return the name that is meant. Few have another one, and botocore holds each against all names that have."""
        found: str | None = self._alias_name_cache.get(event_name)
        if found is None:
            is_usual = _HAVE_ANOTHER.isdisjoint(event_name.split("."))
            found = event_name if is_usual else str(super()._alias_event_name(event_name))
            self._alias_name_cache[event_name] = found
        return found

    def __copy__(self) -> Self:
        copied = type(self)(copy(self._emitter))
        copied._alias_name_cache = self._alias_name_cache  # noqa: SLF001  of this very class
        return copied


class _Shared(_PrefixTrie):  # type: ignore[misc]  # botocore has no types
    """Handlers by the name of an event. What is reached from `_root` may belong to others, too."""

    _root: dict[str, Any]

    def append_item(self, key: str, value: Any, section: int = _MIDDLE) -> None:
        """Add a handler."""
        self._make_own(key)
        super().append_item(key, value, section)

    def remove_item(self, key: str, value: Any) -> None:
        """Take a handler out. Raises ValueError where there is none for this event."""
        self._make_own(key)
        super().remove_item(key, value)

    def __copy__(self) -> Self:
        copied = type(self)()
        copied._root = self._root  # noqa: SLF001  of this very class
        return copied

    def _make_own(self, key: str) -> None:
        """Replace each node on the way to a key by a copy."""
        self._root = node = _copied(self._root)
        for part in key.split("."):
            child = node["children"].get(part)
            if child is None:
                return
            node["children"][part] = node = _copied(child)


def _copied(node: dict[str, Any]) -> dict[str, Any]:
    values = node["values"]
    return {
        "chunk": node["chunk"],
        "children": dict(node["children"]),
        "values": values and NodeList(*map(list, values)),
    }
