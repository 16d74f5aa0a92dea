"""How deep a document may be nested."""

from typing import Any

__all__ = ["DEPTH", "TOO_DEEP", "too_deep"]

# Ours, not AWS's: deeper than any machine people write, and shallow enough for everybody who walks it by recursion.
DEPTH = 200

_CONTAINERS = (dict, list)

TOO_DEEP = f"This is nested more than {DEPTH} levels deep; take some of it apart."


def too_deep(value: Any, most: int = DEPTH) -> bool:
    """Whether `value`, as a parser made it, has more than `most` objects and arrays within one another."""
    level = [value] if type(value) in _CONTAINERS else []
    for _ in range(most):
        if not level:
            return False
        level = [
            inner
            for node in level
            for inner in (node.values() if type(node) is dict else node)
            if type(inner) in _CONTAINERS
        ]
    return bool(level)
