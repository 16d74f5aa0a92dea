"""The language of projections: paths with commas between them."""

from functools import lru_cache

from .paths import path
from .reader import REMEMBERED, Reader
from .tree import Path

__all__ = ["projection"]


@lru_cache(REMEMBERED)
def projection(text: str) -> tuple[Path, ...]:
    """Read a projection. Raises `ExpressionError`."""
    reader = Reader(text, frozenset())
    found = [path(reader)]
    while reader.skip(","):
        found.append(path(reader))
    reader.expect("")
    return tuple(found)
