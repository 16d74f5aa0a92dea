"""Paths of attributes, as all three languages have them: a.b[0].#c."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from .reader import ExpressionError, Reader
from .tree import Path

__all__ = ["Steps", "clashes", "path", "steps_after", "written"]

Steps = tuple[str | int, ...]


def path(reader: Reader) -> Path:
    """Read a path. Raises `ExpressionError` where there is none."""
    if not reader.at_name():
        reader.fail()
    return Path((reader.take(), *steps_after(reader)))


def steps_after(reader: Reader) -> Iterator[str | int]:
    """Read what follows the first name of a path."""
    while True:
        if reader.skip("."):
            if not reader.at_name():
                reader.fail()
            yield reader.take()
        elif reader.skip("["):
            if not reader.next.isdecimal():
                reader.fail()
            yield int(reader.take())
            reader.expect("]")
        else:
            return


def clashes(paths: Iterable[Steps]) -> None:
    """Raise `ExpressionError` for two paths that cannot stand side by side: one leads through the other, or both into one.

    At one place an attribute cannot be a list and a map.
    """
    for one, two in combinations(paths, 2):
        different = next(((a, b) for a, b in zip(one, two, strict=False) if a != b), None)
        if different is None:
            fault = "overlap"
        elif isinstance(different[0], int) != isinstance(different[1], int):
            fault = "conflict"
        else:
            continue
        raise ExpressionError(
            f"Two document paths {fault} with each other; must remove or rewrite one of these paths; "
            f"path one: {written(one)}, path two: {written(two)}"
        )


def written(steps: Steps) -> str:
    """Return a path as DynamoDB's messages have it: [a, [0], b]."""
    return f"[{', '.join(f'[{each}]' if isinstance(each, int) else each for each in steps)}]"
