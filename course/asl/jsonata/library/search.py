"""Searching in texts: for a text, or by a regular expression."""

import math
from collections.abc import Iterator
from typing import Any

from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types
from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from course.asl.jsonata.failures import JException
from course.asl.jsonata.native import running
from course.asl.jsonata.regex import Match, is_regex, matches
from course.asl.jsonata.values import NULL

from .texts import fitting

__all__ = ["contains", "match", "replace", "split"]


def contains(text: str | None, token: Any) -> bool | None:
    """Tell whether a text, or something that a regular expression matches, stands in the text."""
    if text is None:
        return None
    if isinstance(token, str):
        return token in text
    return next(_found(text, token, "contains"), None) is not None


def match(text: str | None, pattern: Any, limit: float | None) -> Any:
    """Return an object for each match: `match`, `index`, and `groups`."""
    if text is None:
        return None
    if limit is not None and limit < 0:
        raise JException("D3040", -1, limit)
    found = Utils.create_sequence()
    for each in _found(text, pattern, "match", limit):
        groups = [NULL if group is None else group for group in each.groups]
        found.append({"match": each.text, "index": each.start, "groups": groups})
    return found


def split(text: str | None, separator: Any, limit: float | None) -> list[str] | None:
    """Return the pieces between the separators, at most `limit`."""
    if text is None:
        return None
    if limit is not None and limit < 0:
        raise JException("D3020", -1, limit)
    most = len(text) + 1 if limit is None else math.ceil(limit) if is_regex(separator) else int(limit)
    if separator == "":
        fitting(min(len(text), most) * 8)
        return list(text[:most])
    if isinstance(separator, str):
        fitting(text.count(separator) * 8)
        return text.split(separator)[:most]
    pieces, place = [], 0
    for each in _found(text, separator, "split", limit):
        pieces.append(text[place : each.start])
        place = each.end
    return [*pieces, text[place:]][:most]


def replace(text: str | None, pattern: Any, replacement: Any, limit: float | None) -> str | None:
    """Return the text with its matches replaced, at most `limit` of them.

    A replacement for a regular expression may name groups (`$1`) or be a function of the match.
    """
    if text is None:
        return None
    if pattern == "":
        raise JException("D3010", -1)
    if limit is not None and limit < 0:
        raise JException("D3011", -1)
    if isinstance(pattern, str):
        if not isinstance(replacement, str):
            raise JException("D3012", -1)
        count = text.count(pattern) if limit is None else min(text.count(pattern), int(limit))
        fitting(len(text) + count * (len(replacement) - len(pattern)))
        return text.replace(pattern, replacement, count)
    pieces, place, size = [], 0, len(text)
    for each in _found(text, pattern, "replace", limit):
        new = _filled_in(replacement, each) if isinstance(replacement, str) else _called(replacement, each)
        pieces += [text[place : each.start], new]
        place = each.end
        size = fitting(size + len(new))
    return "".join(pieces) + text[place:]


def _found(text: str, pattern: Any, name: str, limit: float | None = None) -> Iterator[Match]:
    if not is_regex(pattern):
        raise JException("T1010", -1, name)
    evaluation = running()
    if limit == 0:
        return
    for count, each in enumerate(matches(pattern, text, evaluation.charge), 1):
        evaluation.charge(2)
        yield each
        if limit is not None and count >= limit:
            return


def _filled_in(replacement: str, found: Match) -> str:
    pieces, place = [], 0
    while (dollar := replacement.find("$", place)) != -1:
        pieces.append(replacement[place:dollar])
        new, place = _reference(replacement, dollar + 1, found)
        pieces.append(new)
    return "".join(pieces) + replacement[place:]


def _reference(replacement: str, place: int, found: Match) -> tuple[str, int]:
    """Return what stands for `$...`, whose sign is before `place`, and where the text goes on."""
    if replacement.startswith("$", place):
        return "$", place + 1
    if replacement.startswith("0", place):
        return found.text, place + 1
    groups = found.groups
    for width in range(len(str(len(groups))), 0, -1):
        digits = replacement[place : place + width]
        if digits.isascii() and digits.isdigit() and (int(digits) <= len(groups) or width == 1):
            index = int(digits)
            group = groups[index - 1] if 0 < index <= len(groups) else None
            return group or "", place + len(str(index))
    return "$", place


def _called(replacement: Any, found: Match) -> str:
    groups = [NULL if group is None else group for group in found.groups]
    argument = {"match": found.text, "start": found.start, "end": found.end, "groups": groups}
    new = Functions.func_apply(replacement, [argument])
    if not isinstance(new, str):
        raise JException("D3012", -1)
    return new
