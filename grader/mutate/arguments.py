"""What stands between brackets in an expression, parted by commas: the arguments of a call, the items of an array."""

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["with_arguments_exchanged"]

# A text is taken whole, so that no bracket and no comma in it counts.
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)"""
)


def with_arguments_exchanged(text: str) -> Iterator[str]:
    """Yield an expression once for each two neighbours between brackets, with these two in each other's place."""
    for parts in _arguments(text):
        for (first, end), (start, last) in pairwise(parts):
            yield text[:first] + text[start:last] + text[end:start] + text[first:end] + text[last:]


def _arguments(text: str) -> list[list[tuple[int, int]]]:
    """Return, of each pair of brackets, where the parts between commas begin and end, without blanks around them.

    The members of an object, between braces, have no order.
    """
    found: list[list[tuple[int, int]]] = []
    held: list[list[int]] = []
    for token in _TOKEN.finditer(text):
        if token["open"]:
            held.append([token.end()])
        elif token["comma"] and held:
            held[-1].append(token.end())
        elif token["close"] and held:
            starts = held.pop()
            ends = [*(start - 1 for start in starts[1:]), token.start()]
            if token[0] != "}":
                found.append([_bare(text, start, end) for start, end in zip(starts, ends, strict=True)])
    return found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())
