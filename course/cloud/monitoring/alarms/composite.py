"""The rule of a composite alarm: the states of other alarms, with AND, OR and NOT.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from course.cloud.monitoring.refused import RefusedError

__all__ = ["AlarmRule", "parse"]

Holds = Callable[[Callable[[str], str]], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?P<quoted>[^"]+)"|'(?P<single>[^']+)'|(?P<bare>[^\s()"']+))\s*\)
    |(?P<word>AND|OR|NOT|TRUE|FALSE|\(|\)))""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class AlarmRule:
    """A rule that was read: `names` of the alarms it asks about; `holds` tells, given the state of each."""

    names: tuple[str, ...]
    holds: Holds


def parse(text: str) -> AlarmRule:
    """Read a rule. Raises RefusedError where it is none."""
    tokens = list(_tokens(text))
    reader = _Reader(tokens)
    holds = reader.either()
    if reader.place < len(tokens):
        raise _wrong(f"{tokens[reader.place][0]} stands where AND, OR or the end is expected")
    return AlarmRule(tuple(dict.fromkeys(name for _, name in tokens if name)), holds)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the alarm it is about, "" for one that is about none."""
    place, text = 0, text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _wrong(f"{text[place : place + 20].strip()} cannot be read")
        name = found["quoted"] or found["single"] or found["bare"] or ""
        yield found["state"] or found["word"], name.rpartition(":alarm:")[2]
        place = found.end()


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.place = 0

    def either(self) -> Holds:
        found = [self._all()]
        while self._take("OR"):
            found.append(self._all())
        return lambda state: any(each(state) for each in found)

    def _all(self) -> Holds:
        found = [self._one()]
        while self._take("AND"):
            found.append(self._one())
        return lambda state: all(each(state) for each in found)

    def _one(self) -> Holds:
        if self._take("NOT"):
            inner = self._one()
            return lambda state: not inner(state)
        if self._take("("):
            inner = self.either()
            if not self._take(")"):
                raise _wrong("a ) is missing")
            return inner
        if self._take("TRUE"):
            return lambda _: True
        if self._take("FALSE"):
            return lambda _: False
        if self.place == len(self.tokens) or not self.tokens[self.place][1]:
            raise _wrong("the state of an alarm is expected, such as ALARM(name)")
        wanted, name = self.tokens[self.place]
        self.place += 1
        return lambda state: state(name) == wanted

    def _take(self, word: str) -> bool:
        if self.place < len(self.tokens) and self.tokens[self.place] == (word, ""):
            self.place += 1
            return True
        return False


def _wrong(why: str) -> RefusedError:
    return RefusedError("ValidationError", f"AlarmRule must be a valid expression: {why}.")
