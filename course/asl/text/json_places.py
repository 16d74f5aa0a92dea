"""Where each node of a JSON text stands, and what the C parser lets pass.

The parser tells no places, so the text is walked a second time, once somebody asks for one. Nothing here recurses: the
depth of a text is the text's choice.
"""

import json
import re
from dataclasses import dataclass, field

from .depth import DEPTH, TOO_DEEP
from .document import FAULTS, Fault, repeated
from .place import Path, Spot

__all__ = ["Survey", "survey"]

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
        (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<comma>,) | (?P<colon>:)
        | (?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")
        | (?P<plain>[^\s\[\]{},:"]++)
    )""",
    re.VERBOSE | re.DOTALL,
)
_CONSTANTS = ("NaN", "Infinity", "-Infinity")
_DIGITS = 4_300  # what Python reads at most as one number, unless told otherwise


@dataclass(slots=True)
class Survey:
    """The spots of a text from its root, and the faults that were met."""

    root: Spot = field(default_factory=lambda: Spot(0))
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Holder:
    """An object or array that is being walked; `key` is that of the value to come, None while a key is expected."""

    spot: Spot
    path_step: str | int
    is_object: bool
    key: str | None = None
    key_offset: int = -1


def survey(text: str, start: int = 0) -> Survey:
    """Walk the JSON that begins at `start`, as far as it goes."""
    found = Survey()
    holders: list[_Holder] = []
    for token in _TOKEN.finditer(text, start):
        kind = token.lastgroup or ""
        offset = token.start(kind)
        holder = holders[-1] if holders else None
        if kind == "string" and holder is not None and holder.is_object and holder.key is None:
            holder.key, holder.key_offset = _string(token[kind]), offset
            _note_repeated(found, holders, holder)
        elif kind in {"string", "plain", "open"}:
            spot, step = _add(found, holder, offset)
            if kind == "plain":
                _note_no_number(found, holders, token[kind], offset, step)
            if kind == "open":
                spot.inner = {}
                holders.append(_Holder(spot, step, token[kind] == "{"))
                if len(holders) > DEPTH:
                    found.faults.append(Fault(TOO_DEEP, offset, code="TOO_DEEPLY_NESTED"))
                    break
        elif kind == "close" and holders:
            holders.pop()
        if not holders:
            break
    return found


def _add(found: Survey, holder: _Holder | None, offset: int) -> tuple[Spot, str | int]:
    spot = Spot(offset)
    if holder is None:
        found.root = spot
        return spot, ""
    inner = holder.spot.inner
    assert inner is not None  # noqa: S101  # a holder is made with one
    if not holder.is_object:
        inner[len(inner)] = spot
        return spot, len(inner) - 1
    step = holder.key or ""
    spot.key = holder.key_offset
    inner[step] = spot
    holder.key = None
    return spot, step


def _note_repeated(found: Survey, holders: list[_Holder], holder: _Holder) -> None:
    key = holder.key
    if key is not None and holder.spot.inner and key in holder.spot.inner and len(found.faults) < FAULTS:
        found.faults.append(Fault(repeated(key), holder.key_offset, (*_path(holders), key), "DUPLICATE_KEY"))


def _note_no_number(found: Survey, holders: list[_Holder], word: str, offset: int, step: str | int) -> None:
    message = ""
    if word in _CONSTANTS:
        message = f"JSON has no {word}; write a number, or null."
    elif word[0] in "-0123456789" and _too_large(word):
        message = f"The number {word[:20]} is too large to be read; write it as a string."
    if message and len(found.faults) < FAULTS:
        path = (*_path(holders), step) if holders else ()
        found.faults.append(Fault(message, offset, path))


def _too_large(number: str) -> bool:
    return len(number) > _DIGITS or abs(float(number)) == float("inf")


def _path(holders: list[_Holder]) -> Path:
    return tuple(holder.path_step for holder in holders[1:])


def _string(token: str) -> str:
    return str(json.loads(token)) if "\\" in token else token[1:-1]
