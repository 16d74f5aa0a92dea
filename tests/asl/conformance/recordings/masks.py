"""Compare a value with a recorded one, in which what varies was replaced by marks.

A mark is `<name:1>` (within one case always the same value), `<name>` (anything), or one of the case's own words
(`timestamp`, `snf_role_arn`). As a whole value it stands for any value, inside a text for any text. Text that was a
JSON object was recorded as that object.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

# Worth no more than their presence: they tell of one request over one network.
PRESENCE_ALONE = frozenset(
    {"AllHttpHeaders", "HttpHeaders", "SdkHttpMetadata", "SdkResponseMetadata", "stackTrace"}
)
ACCOUNT = "111111111111"

_MARK = r"<[A-Za-z][\w.-]*(?::\d+)?>"
_NUMBERED = re.compile(r"<[^<>]+:\d+>")


@dataclass
class Masks:
    """The marks of one case: its plain words, and the values that the numbered ones have had so far."""

    words: frozenset[str] = frozenset()
    bound: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = [
            rf"(?<![\w-]){re.escape(word)}(?![\w-])" for word in sorted(self.words, key=len, reverse=True)
        ]
        self._mark = re.compile("|".join([_MARK, ACCOUNT, *words]))

    @classmethod
    def of(cls, words: Iterable[str] | None) -> "Masks":
        """Return the masks of a case by its list of plain words."""
        return cls(frozenset(words or ()))

    def copy(self) -> "Masks":
        """Return masks that may be bound without changing these."""
        return Masks(self.words, dict(self.bound))

    def difference(self, recorded: Any, found: Any, where: str = "") -> str | None:
        """Return what differs first, as a sentence, or None. Marks met on the way are bound."""
        if isinstance(recorded, str):
            return self._text_difference(recorded, found, where)
        if isinstance(recorded, dict | list) and isinstance(found, str):
            found = _decoded(found)
        if isinstance(recorded, dict) and isinstance(found, dict):
            return self._object_difference(recorded, found, where)
        if isinstance(recorded, list) and isinstance(found, list):
            return self._array_difference(recorded, found, where)
        same = recorded == found and isinstance(recorded, bool) == isinstance(found, bool)
        return None if same else _sentence(where, recorded, found)

    def filled(self, recorded: Any) -> Any:
        """Return `recorded` with the marks that are bound replaced by their values."""
        if isinstance(recorded, dict):
            return {key: self.filled(value) for key, value in recorded.items()}
        if isinstance(recorded, list):
            return [self.filled(value) for value in recorded]
        if not isinstance(recorded, str):
            return recorded
        if recorded in self.bound:
            return self.bound[recorded]
        return self._mark.sub(lambda mark: str(self.bound.get(mark[0], mark[0])), recorded)

    def _object_difference(self, recorded: dict[str, Any], found: dict[str, Any], where: str) -> str | None:
        for key, value in recorded.items():
            if key not in found:
                return f"{where}/{key}: missing, recorded {_short(value)}"
            if key in PRESENCE_ALONE:
                continue
            if said := self.difference(value, found[key], f"{where}/{key}"):
                return said
        for key, value in found.items():
            if key not in recorded:
                return f"{where}/{key}: not in the recording, found {_short(value)}"
        return None

    def _array_difference(self, recorded: list[Any], found: list[Any], where: str) -> str | None:
        for index, (one, other) in enumerate(zip(recorded, found, strict=False)):
            if said := self.difference(one, other, f"{where}/{index}"):
                return said
        if len(recorded) != len(found):
            return f"{where}: recorded {len(recorded)} elements, found {len(found)}"
        return None

    def _text_difference(self, recorded: str, found: Any, where: str) -> str | None:
        if recorded == found:
            return None
        if (mark := self._mark.fullmatch(recorded)) and recorded != ACCOUNT:
            return self._bind(mark[0], found, where)
        if not isinstance(found, str):
            return _sentence(where, recorded, found)
        if self._matches(recorded, found):
            return None
        if recorded[:1] in {"{", "["}:
            one, other = _decoded(recorded), _decoded(found)
            if not isinstance(one, str) and not isinstance(other, str):
                return self.difference(one, other, where)
        return _sentence(where, recorded, found)

    def _bind(self, mark: str, found: Any, where: str) -> str | None:
        if not _NUMBERED.fullmatch(mark) or found == mark:
            # A name of the case's own is remembered, too: what a replayed task answers may hold it.
            self.bound.setdefault(mark, found)
            return None
        known = self.bound.setdefault(mark, found)
        return None if known in (found, mark) else _sentence(f"{where} ({mark})", known, found)

    def _matches(self, recorded: str, found: str) -> bool:
        """Tell whether a text with marks in it stands for `found`, and bind its marks if so."""
        pattern, end, groups = "", 0, dict[str, str]()
        for mark in self._mark.finditer(recorded):
            pattern += re.escape(recorded[end : mark.start()])
            end = mark.end()
            if mark[0] in groups:
                pattern += f"(?P={groups[mark[0]]})"
            elif _NUMBERED.fullmatch(mark[0]):
                groups[mark[0]] = f"m{len(groups)}"
                known = re.escape(str(self.bound[mark[0]])) if mark[0] in self.bound else ".+?"
                pattern += f"(?P<{groups[mark[0]]}>{known}|{re.escape(mark[0])})"
            else:
                pattern += r"\d{12}" if mark[0] == ACCOUNT else ".*?"
        pattern += re.escape(recorded[end:])
        match = re.fullmatch(pattern, found, re.DOTALL)
        if match:
            self.bound |= {mark: match[group] for mark, group in groups.items() if mark not in self.bound}
        return match is not None


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _sentence(where: str, recorded: Any, found: Any) -> str:
    return f"{where}: recorded {_short(recorded)}, found {_short(found)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 400 else f"{text[:400]}..."
