"""Patterns of JSON: { $.level = "ERROR" && $.latency > 100 }."""

import operator
import re
from collections.abc import Callable
from typing import Any

from .selectors import MISSING, is_selector, look_up

__all__ = ["Holds", "PatternError", "parse", "searcher"]

Holds = Callable[[Any], bool]

_WORD = re.compile(
    r"""\s*(&&|\|\||>=|<=|!=|[()=<>]|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)+%|\$(?:[^\s()=<>!&|"%\[]|\[[^\]]*\])+|[^\s()=<>!&|"%]+)"""
)
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class PatternError(ValueError):
    """What is wrong with a pattern; `done` is False where AWS would take it and the lab does not."""

    def __init__(self, message: str, *, done: bool = True) -> None:
        super().__init__(message)
        self.done = done


def parse(text: str) -> Holds:
    """Read a pattern in braces. Raises PatternError."""
    if not text.endswith("}"):
        raise PatternError("the } at the end is missing")
    reader = _Reader(_words(text[1:-1]))
    holds = reader.either()
    if reader.words:
        raise PatternError(f"{reader.words[0]!r} stands where && or || is expected")
    return holds


def searcher(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a regular expression is found in a text. Raises PatternError."""
    try:
        compiled = re.compile(pattern)
    except re.error as problem:
        raise PatternError(f"%{pattern}% is no regular expression: {problem}") from None
    return lambda text: compiled.search(text) is not None


def _words(text: str) -> list[str]:
    found, place, text = list[str](), 0, text.rstrip()
    while place < len(text):
        word = _WORD.match(text, place)
        if word is None:
            raise PatternError(f"{text[place:].strip()[:20]!r} cannot be read")
        found.append(word[1])
        place = word.end()
    return found


class _Reader:
    def __init__(self, words: list[str]) -> None:
        self.words = words

    def either(self) -> Holds:
        found = [self._every()]
        while self._accept("||"):
            found.append(self._every())
        return lambda document: any(each(document) for each in found)

    def _every(self) -> Holds:
        found = [self._one()]
        while self._accept("&&"):
            found.append(self._one())
        return lambda document: all(each(document) for each in found)

    def _one(self) -> Holds:
        if self._accept("("):
            inner = self.either()
            if not self._accept(")"):
                raise PatternError("a ) is missing")
            return inner
        selector = self._take()
        if not is_selector(selector):
            raise PatternError(f"expected a selector such as $.level, found {selector!r}")
        test = self._test()
        return lambda document: test(look_up(document, selector))

    def _test(self) -> Callable[[Any], bool]:
        mark = self._take()
        if mark.upper() == "IS":
            return _is(self._take().upper())
        if mark.upper() == "NOT" and self._take().upper() == "EXISTS":
            return lambda value: value is MISSING
        if mark in _ORDERS:
            order, bound = _ORDERS[mark], self._take()
            if not _NUMBER.fullmatch(bound):
                raise PatternError(f"{mark} compares with a number, not with {bound!r}")
            return lambda value: _is_number(value) and order(value, float(bound))
        if mark in {"=", "!="}:
            equal = _equal(self._take())
            return equal if mark == "=" else lambda value: value is not MISSING and not equal(value)
        raise PatternError(f"expected an operator, found {mark!r}")

    def _accept(self, word: str) -> bool:
        if self.words and self.words[0] == word:
            self.words.pop(0)
            return True
        return False

    def _take(self) -> str:
        if not self.words:
            raise PatternError("the pattern ends too early")
        return self.words.pop(0)


def _is(word: str) -> Callable[[Any], bool]:
    wanted = {"NULL": None, "TRUE": True, "FALSE": False}
    if word not in wanted:
        raise PatternError(f"IS is followed by NULL, TRUE or FALSE, not by {word!r}")
    return lambda value: value is wanted[word]


def _equal(word: str) -> Callable[[Any], bool]:
    if word.startswith("%"):
        search = searcher(word[1:-1])
        return lambda value: isinstance(value, str) and search(value)
    if _NUMBER.fullmatch(word):
        return lambda value: (_is_number(value) and value == float(word)) or value == word
    plain = re.sub(r"\\(.)", r"\1", word[1:-1]) if word.startswith('"') else word
    shape = re.compile(".*".join(re.escape(part) for part in plain.split("*")), re.DOTALL)
    return lambda value: isinstance(value, str) and shape.fullmatch(value) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
