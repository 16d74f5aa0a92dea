"""The six functions that AWS adds to the language.

What they answer to unusual arguments was measured on AWS by others and is kept here: numbers are cut towards zero,
some arguments give nothing at all, others an error.
Source: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
"""

import json
from typing import Any

from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from course.asl.digests import DIGESTS
from course.asl.jsonata.failures import MEMORY, BoundExceeded, JException
from course.asl.jsonata.native import running
from course.asl.jsonata.values import NULL, inward
from course.asl.new_id import new_id
from course.asl.strict_json import finite, refuse
from course.facts import value

__all__ = ["hash_", "parse", "partition", "random", "range_", "uuid"]

LONGEST_RANGE: int = value("states.jsonata")["range"]
MASK = 2**48 - 1


def partition(items: list[Any] | None, size: float | None) -> list[list[Any]] | None:
    """Return the array in pieces of `size`, in one piece without a size; nothing for a size of 0."""
    if items == [NULL]:
        raise JException("T0412", -1, 1, "partition", "arrays")
    length = len(items or ()) if size is None else int(size)
    if length < 0:
        raise JException("D3137", -1, "Second argument must be zero or greater")
    if not items or length == 0:
        return None
    return [list(items[start : start + length]) for start in range(0, len(items), length)]


def range_(first: float | None, last: float | None, step: float | None) -> Any:
    """Return the numbers from `first` to `last`, both included; nothing for a step that leads elsewhere."""
    if first is None or last is None or step is None or int(step) == 0:
        return None
    start, end, by = int(first), int(last), int(step)
    count = (end - start) // by + 1
    if count > LONGEST_RANGE:
        raise BoundExceeded(MEMORY)
    running().charge(max(count, 0) >> 3)
    return Utils.create_sequence_from_iter(range(start, start + count * by, by)) if count > 0 else None


def hash_(text: str | None, algorithm: str | None) -> str | None:
    """Return the digest of a text's UTF-8 bytes in hexadecimal; nothing without an algorithm."""
    if text is None or algorithm is None:
        return None
    if algorithm not in DIGESTS:
        raise JException("D3137", -1, f"Unsupported hash algorithm: {algorithm}")
    return DIGESTS[algorithm](text.encode("utf-8", "surrogatepass")).hexdigest()


def random(seed: float | None) -> float:
    """Return a number from 0 up to 1; for a seed the first of Java's generator, as AWS does."""
    if seed is None:
        return float(running().random.random())
    state = (int(seed) ^ 0x5DEECE66D) & MASK
    parts = []
    for width in (26, 27):
        state = (state * 0x5DEECE66D + 0xB) & MASK
        parts.append(state >> (48 - width))
    return float((parts[0] << 27) + parts[1]) / (1 << 53)


def uuid() -> str:
    """Return a UUID of version 4."""
    return new_id(running().random)


def parse(text: str | None) -> Any:
    """Return what a JSON text says."""
    if text is None:
        return None
    running().charge(len(text) >> 6)
    try:
        return inward(json.loads(text, object_pairs_hook=_once, parse_constant=refuse, parse_float=finite))
    except (ValueError, RecursionError):
        raise JException("D3137", -1, f"Invalid JSON: {text}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return fields
