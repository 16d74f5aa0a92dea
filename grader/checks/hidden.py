"""Hidden rows: inputs that count in grading only, and that no kit for learners holds.

A rubric writes them as a function of its own, and this is the only way, since nothing else in a rubric can tell whether
it grades:

    @hidden
    def more_amounts(bench: Bench, rng: random.Random) -> list[float]:
        return [rng.randint(100, 900) / 100, -rng.randint(1, 9)]

What is released of a rubric lacks the body of such a function. Its values come from `rng`, so that whoever reads the
whole rubric, which is public, still does not know an exam's.
"""

import functools
import random
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .bench import Bench

__all__ = ["hidden", "is_hidden"]

T = TypeVar("T")

_MARK = "_draws_hidden_rows"


def hidden(draw: Callable[[Bench, random.Random], Iterable[T]]) -> Callable[[Bench], list[T]]:
    """Make of `draw(bench, rng)` a function of the bench: what was drawn in grading, always the same; else nothing."""

    @functools.wraps(draw)
    def drawn(bench: Bench) -> list[T]:
        rng = bench._hidden_rng(draw.__name__)  # noqa: SLF001  for this function alone, see above
        return [] if rng is None else list(draw(bench, rng))

    setattr(drawn, _MARK, True)
    return drawn


def is_hidden(thing: Any) -> bool:
    """Tell whether something of a rubric is a function that draws hidden rows."""
    return bool(getattr(thing, _MARK, False))
