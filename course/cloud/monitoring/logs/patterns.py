"""Filter patterns: terms, and conditions on JSON.

Patterns of fields between spaces ([ip, user, ...]) are not done.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from . import json_pattern

__all__ = ["Pattern", "PatternError", "parse"]

PatternError = json_pattern.PatternError

# Whole in quotes, a regular expression between percent signs, or a word; each may have ? or - before it.
_TERM = re.compile(
    r"""\s*(?P<sign>[?-]?)(?:"(?P<phrase>(?:[^"\\]|\\.)*)"|%(?P<regex>(?:[^%\\]|\\.)+)%|(?P<word>[\w.@:/#$&*+=~^-]+))"""
)


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read; `matches` tells of a message whether it fits."""

    matches: Callable[[str], bool]


@lru_cache(256)
def parse(text: str) -> Pattern:
    """Read a pattern. Raises PatternError."""
    stripped = text.strip()
    if not stripped:
        return Pattern(lambda _: True)
    if stripped.startswith("{"):
        return Pattern(_of_json(json_pattern.parse(stripped)))
    if stripped.startswith("["):
        raise PatternError(
            "the lab does not match fields between spaces; it has terms and { $.field = value }", done=False
        )
    return Pattern(_of_terms(stripped))


def _of_json(holds: json_pattern.Holds) -> Callable[[str], bool]:
    def matches(message: str) -> bool:
        try:
            document = json.loads(message)
        except ValueError:
            return False
        return isinstance(document, dict | list) and holds(document)

    return matches


def _of_terms(text: str) -> Callable[[str], bool]:
    needed, optional, excluded = (
        list[Callable[[str], bool]](),
        list[Callable[[str], bool]](),
        list[Callable[[str], bool]](),
    )
    kinds = {"": needed, "?": optional, "-": excluded}
    place = 0
    while place < len(text):
        found = _TERM.match(text, place)
        if found is None:
            raise PatternError(f"{text[place:].strip()[:20]!r} has to stand in quotes")
        kinds[found["sign"]].append(_term(found))
        place = found.end()

    def matches(message: str) -> bool:
        if any(term(message) for term in excluded) or not all(term(message) for term in needed):
            return False
        # Beside a term that is needed, those with a question mark do not count.
        return bool(needed) or not optional or any(term(message) for term in optional)

    return matches


def _term(found: re.Match[str]) -> Callable[[str], bool]:
    if found["regex"]:
        return json_pattern.searcher(found["regex"])
    plain = found["word"] or re.sub(r"\\(.)", r"\1", found["phrase"])
    return lambda message: plain in message
