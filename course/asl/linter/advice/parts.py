"""Parts of a definition, as the rules go through them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.linter.definition import Path

__all__ = ["Leaf", "leaves", "texts"]


@dataclass(frozen=True)
class Leaf:
    """A value within a template that holds no others: where it stands, the key it has (`id.$`; "" in a list), itself."""

    path: Path
    key: str
    value: Any


def leaves(path: Path, template: Any) -> Iterator[Leaf]:
    """Yield every leaf of a template that stands at `path`, in the definition's order, at whatever depth."""
    waiting: list[Leaf] = [Leaf(path, "", template)]
    while waiting:
        leaf = waiting.pop()
        if isinstance(leaf.value, dict):
            waiting += [Leaf((*leaf.path, key), key, value) for key, value in reversed(leaf.value.items())]
        elif isinstance(leaf.value, list):
            items = list(enumerate(leaf.value))
            waiting += [Leaf((*leaf.path, index), "", value) for index, value in reversed(items)]
        else:
            yield leaf


def texts(value: Any) -> Iterator[tuple[int, str]]:
    """Yield the texts of a list with their indexes."""
    if isinstance(value, list):
        yield from ((index, text) for index, text in enumerate(value) if isinstance(text, str))
