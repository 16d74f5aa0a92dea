"""A filter policy as a tree: all of some fields, any of some branches."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

__all__ = ["AllOf", "AnyOf", "Field", "Node", "conjunctions", "fields"]


@dataclass(frozen=True, eq=False)
class Field:
    """A path and the conditions of which one has to hold. Fields are told apart by identity."""

    path: str
    conditions: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class AllOf:
    """Every child has to hold."""

    children: tuple["Node", ...]


@dataclass(frozen=True, eq=False)
class AnyOf:
    """One branch of ``$or`` has to hold."""

    children: tuple[AllOf, ...]


Node = Field | AllOf | AnyOf


def fields(node: Node) -> Iterator[Field]:
    """Yield the fields below a node, in the order of the policy."""
    if isinstance(node, Field):
        yield node
    else:
        for child in node.children:
            yield from fields(child)


def conjunctions(node: Node) -> list[tuple[Field, ...]]:
    """Return the ways to satisfy a node, each the fields that then have to hold together."""
    if isinstance(node, Field):
        return [(node,)]
    ways = [conjunctions(child) for child in node.children]
    if isinstance(node, AnyOf):
        return list(chain.from_iterable(ways))
    return [tuple(chain.from_iterable(choice)) for choice in product(*ways)]
