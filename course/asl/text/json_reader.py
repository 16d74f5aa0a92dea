"""JSON: read by the C parser, explained by a walk of our own where something is wrong."""

import json
import re
from dataclasses import dataclass
from math import isinf
from typing import Any

from .depth import DEPTH, TOO_DEEP, too_deep
from .document import NO_OBJECT, Document, Fault, document
from .json_places import survey
from .place import Spot

__all__ = ["read_json"]

_SPACE = re.compile(r"[ \t\r\n]*")
_BOM = "\ufeff"
# The parser's words for what it met, and ours. They differ from one Python to the next only in the trailing comma.
_WORDS = {
    "Expecting property name enclosed in double quotes": "Expected a key in double quotes, or '}}', but found {found}.",
    "Expecting value": "Expected a value, but found {found}.",
    "Expecting ',' delimiter": "Expected ',' or the end of the object or array, but found {found}.",
    "Expecting ':' delimiter": "Expected ':' after the key, but found {found}.",
    "Unterminated string starting at": "This string has no closing quote.",
    "Invalid control character at": "A string cannot hold the character {found}; write it as an escape, such as \\n.",
    "Invalid \\escape": "This escape is unknown to JSON; a backslash itself is written \\\\.",
    "Invalid \\uXXXX escape": "After \\u come four hexadecimal digits.",
}


@dataclass(slots=True)
class _Doubts:
    """Whether the parser let something pass that the walk must explain."""

    any: bool = False

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            self.any = True
        return value

    def constant(self, _: str) -> None:
        self.any = True

    def real(self, digits: str) -> float | None:
        value = float(digits)
        if isinf(value):
            self.any = True
            return None
        return value


def read_json(text: str) -> Document:
    """Read a text that is meant as JSON. A number that JSON does not have (NaN, 1e999) is read as null."""
    faults = _unsendable(text)
    start = 1 if text.startswith(_BOM) else 0
    if start:
        faults.append(Fault("The text begins with a byte order mark; save it as UTF-8 without one.", 0))
    start = _skip_space(text, start)
    doubts = _Doubts()
    decoder = json.JSONDecoder(
        object_pairs_hook=doubts.pairs, parse_constant=doubts.constant, parse_float=doubts.real
    )
    try:
        value, end = decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        return _unreadable(text, [*faults, _syntax(text, error)], start)
    except (RecursionError, ValueError):  # the latter for a number of thousands of digits
        return _unreadable(text, [*faults, *_explained(text, start)], start)
    if _nested(text) and too_deep(value):
        return _unreadable(text, [*faults, *_explained(text, start)], start)
    if doubts.any:
        faults += survey(text, start).faults
    end = _skip_space(text, end)
    if end < len(text):
        faults.append(Fault("The definition ends before this; remove the text after it.", end))
    if not isinstance(value, dict):
        faults.append(Fault(NO_OBJECT, start, (), "SCHEMA_VALIDATION_FAILED"))
    return document(text, value, faults, lambda: survey(text, start).root)


def _skip_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _unreadable(text: str, faults: list[Fault], start: int) -> Document:
    return document(text, None, faults, lambda: Spot(start))


def _nested(text: str) -> bool:
    return text.count("{") + text.count("[") > DEPTH


def _explained(text: str, start: int) -> list[Fault]:
    return survey(text, start).faults or [Fault(TOO_DEEP, start, code="TOO_DEEPLY_NESTED")]


def _unsendable(text: str) -> list[Fault]:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = "Half of a surrogate pair stands here, which cannot be sent as UTF-8; remove it."
        return [Fault(message, error.start)]
    return []


def _syntax(text: str, error: json.JSONDecodeError) -> Fault:
    before = text[: error.pos].rstrip(" \t\r\n")
    if before.endswith(",") and text[error.pos : error.pos + 1] in tuple("]}"):
        return Fault("The last value of an object or array takes no comma after it.", len(before) - 1)
    if error.msg.startswith("Illegal trailing comma"):
        return Fault("The last value of an object or array takes no comma after it.", error.pos)
    words = next((ours for theirs, ours in _WORDS.items() if error.msg.startswith(theirs)), error.msg)
    return Fault(words.format(found=_found(text, error.pos)), error.pos)


def _found(text: str, offset: int) -> str:
    return repr(text[offset]) if offset < len(text) else "the end of the text"
