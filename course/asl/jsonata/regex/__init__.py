"""Regular expressions of the language: JavaScript's notation, and no pattern that runs away.

Python's engine matches where its work is known to be small. A pattern that may try one text in very many ways
(`(a+)+$`), or a long text, goes to a matcher of our own, slower by far, which counts its steps as an evaluation does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course.asl.jsonata.failures import JException

from .effort import Effort
from .matcher import Matcher
from .notation import translated
from .tree import Tree, tree_of

__all__ = ["Match", "Regex", "compile_regex", "is_regex", "is_whole", "matches"]

# Python's engine does so much in well under a second.
AFFORDABLE = 10_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """One match: its text, where it starts and ends, and its groups (None for one that took no part)."""

    text: str
    start: int
    end: int
    groups: tuple[str | None, ...]

    def group(self) -> str:
        """Return the text; the library reads a match as Python's."""
        return self.text


@dataclass(frozen=True)
class Regex:
    """A regular expression as a value. The library knows one by four methods, and calls `finditer` alone."""

    pattern: re.Pattern[str]

    @cached_property
    def tree(self) -> Tree:
        """The pattern as a tree."""
        return tree_of(self.pattern)

    @cached_property
    def effort(self) -> Effort:
        """What matching may cost."""
        return Effort(self.tree)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text)

    search = sub = split = finditer


def compile_regex(pattern: str, flags: Any) -> Regex:
    """Return the pattern between two slashes, compiled. Raises `JException` if there is something wrong with it."""
    options = re.IGNORECASE if flags.case_insensitive else re.NOFLAG
    if flags.multiline:
        options |= re.MULTILINE
    try:
        return Regex(re.compile(translated(pattern, multiline=flags.multiline), options))
    except (re.error, RecursionError, OverflowError) as error:
        raise JException(f"Invalid regular expression: /{pattern}/: {error}", 0) from None


def is_regex(value: Any) -> bool:
    """Tell whether a value is a regular expression."""
    return isinstance(value, Regex)


def matches(regex: Regex, text: str, charge: Callable[[int], None]) -> Iterator[Match]:
    """Yield the matches in a text, in their order. `charge` counts the work and raises when it is too much.

    Raises `JException` (D1004) at a match of nothing from which there is no way on.
    """
    charge(len(text) >> 10)
    find = _finder(regex, text, charge)
    place, is_first = 0, True
    while (found := find(place)) is not None:
        if not (found.text or is_first):
            raise JException("D1004", -1)
        yield found
        if found.end >= len(text):
            return
        place, is_first = found.end, False


def is_whole(pattern: re.Pattern[str], text: str, charge: Callable[[int], None]) -> bool:
    """Tell whether a pattern fits a text from its beginning to its end; `charge` as in `matches`."""
    regex = Regex(pattern)
    if regex.effort.over(len(text)) > AFFORDABLE:
        try:
            return Matcher(regex.tree, text, charge).is_whole()
        except RecursionError:
            pass  # the text is long; our own matcher goes deeper with each sign of it
    return pattern.fullmatch(text) is not None


def _finder(regex: Regex, text: str, charge: Callable[[int], None]) -> Callable[[int], Match | None]:
    if regex.effort.over(len(text)) > AFFORDABLE:
        return Matcher(regex.tree, text, charge).find

    def find(place: int) -> Match | None:
        found = regex.pattern.search(text, place)
        return found and Match(found.group(), found.start(), found.end(), found.groups())

    return find
