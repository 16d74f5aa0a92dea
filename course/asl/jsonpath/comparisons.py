"""How a filter compares two values, by Jayway JsonPath's rules: a number equals a text that reads the same."""

import re
from collections.abc import Callable
from typing import Any, Final

from course.asl.json_types import is_number

__all__ = ["COMPARISONS", "MISSING", "Pattern"]


class _Missing:
    """What a path leads to that leads nowhere; it equals nothing."""


MISSING: Final = _Missing()
FLAGS = {
    "i": re.IGNORECASE,
    "m": re.MULTILINE,
    "s": re.DOTALL,
    "x": re.VERBOSE,
    "u": re.UNICODE,
    "d": re.NOFLAG,
}
# A repetition within a repetition: such a pattern may try for ever on a short text.
NESTED_REPETITION = re.compile(r"[*+}][^()]*\)+[*+{]")


class Pattern:
    """A regular expression of a filter; raises ValueError for one that is wrong or may try for ever."""

    def __init__(self, text: str, flags: str) -> None:
        if NESTED_REPETITION.search(text):
            raise ValueError(f"The pattern /{text}/ repeats a repetition, which may try for ever")
        combined = re.NOFLAG
        for flag in flags:
            combined |= FLAGS[flag]
        try:
            self.compiled = re.compile(text, combined)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"The pattern /{text}/ cannot be read: {error}") from error

    def matches(self, value: Any) -> bool:
        """Whether a text matches as a whole."""
        return isinstance(value, str) and self.compiled.fullmatch(value) is not None


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _equal(left: Any, right: Any) -> bool:
    if left is MISSING or right is MISSING:
        return False
    if is_number(left) and isinstance(right, str):
        return bool(_as_number(right) == left)
    if isinstance(left, str) and is_number(right):
        return left == str(right)
    return _identical(left, right)


def _identical(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def _ordered(order: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(left: Any, right: Any) -> bool:
        comparable = (is_number(left) and is_number(right)) or (
            isinstance(left, str) and isinstance(right, str)
        )
        return comparable and bool(order(left, right))

    return compare


def _within(left: Any, right: Any) -> bool:
    return isinstance(right, list) and any(_equal(left, item) for item in right)


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return _within(right, left)


def _has_all(left: Any, right: Any) -> bool:
    return isinstance(left, list) and isinstance(right, list) and all(_within(item, left) for item in right)


def _has_any(left: Any, right: Any) -> bool:
    return isinstance(left, list) and isinstance(right, list) and any(_within(item, right) for item in left)


def _has_none(left: Any, right: Any) -> bool:
    return isinstance(left, list) and isinstance(right, list) and not _has_any(left, right)


def _has_size(left: Any, right: Any) -> bool:
    return isinstance(left, (str, list)) and is_number(right) and len(left) == right


def _is_empty(left: Any, right: Any) -> bool:
    return isinstance(left, (str, list, dict)) and (not left) is right


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "!=": lambda left, right: not _equal(left, right),
    "!==": lambda left, right: not _identical(left, right),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    "==": _equal,
    "===": _identical,
    "=~": lambda left, right: right.matches(left),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "all": _has_all,
    "anyof": _has_any,
    "contains": _contains,
    "empty": _is_empty,
    "in": _within,
    "nin": lambda left, right: not _within(left, right),
    "noneof": _has_none,
    "size": _has_size,
    "subsetof": lambda left, right: _has_all(right, left),
}
