"""The items of a Map Run, each with where it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["STATE_DATA", "Item", "items_of"]

STATE_DATA = "STATE_DATA"


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its value, `source` (STATE_DATA or `S3://bucket/key`), and its key where a JSON object was iterated."""

    value: Any
    source: str = STATE_DATA
    key: str | None = None

    @property
    def input(self) -> Any:
        """What a child execution gets if no ItemSelector says otherwise."""
        return self.value if self.key is None else {"Key": self.key, "Value": self.value}


def items_of(values: Iterable[Any] | dict[str, Any], source: str = STATE_DATA) -> Iterator[Item]:
    """Yield the items of an array, or of an object, key by key."""
    if isinstance(values, dict):
        return (Item(value, source, key) for key, value in values.items())
    return (Item(value, source) for value in values)
