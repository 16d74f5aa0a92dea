"""The words of a query."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .errors import QueryError

__all__ = ["Word", "Words", "words"]

_WORD = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<field>`[^`]+`|@?[A-Za-z_]\w*(?:\.[\w@]+|\[\d+\])*)
    |(?P<number>\d+(?:\.\d+)?)(?P<unit>ms|[smhdwMy]\b)?
    |(?P<mark><=|>=|!=|=~|&&|\|\||[-+*/%^=<>(),\[\]|])
    """,
    re.VERBOSE,
)
_REGEX = re.compile(r"/(?:[^/\\]|\\.)+/")
# After these a slash begins a regular expression; elsewhere it divides.
_BEFORE_REGEX = {"like", "=~", "parse"}


class Word(NamedTuple):
    """A word, what it is (text, field, number, duration, regex, mark) and where it begins and ends in the query."""

    kind: str
    text: str
    begin: int
    end: int


def words(query: str) -> Iterator[Word]:
    """Yield the words of a query. Raises QueryError."""
    place, last, parsing = 0, "", False
    while place < len(query):
        if (
            query[place] == "/"
            and (last in _BEFORE_REGEX or parsing)
            and (found := _REGEX.match(query, place))
        ):
            yield Word("regex", found[0][1:-1].replace(r"\/", "/"), place, found.end())
            place, last = found.end(), ""
            continue
        found = _WORD.match(query, place)
        if found is None:
            raise QueryError(f"unexpected {query[place]!r} at position {place}")
        kind, text = str(found.lastgroup), found[0]
        if kind != "space":
            kind = "duration" if kind == "unit" else kind
            yield Word(kind, _plain(kind, text), place, found.end())
            last = text.lower()
            # The field of a parse command stands between the word and its pattern.
            parsing = (parsing or last == "parse") and last != "|"
        place = found.end()


def _plain(kind: str, text: str) -> str:
    if kind == "text":
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text.strip("`")


class Words:
    """The words of a query, taken one after the other."""

    def __init__(self, query: str) -> None:
        self.query = query
        self._words = list(words(query))
        self._place = 0

    @property
    def next(self) -> Word | None:
        """The next word, not yet taken; None at the end."""
        return self._words[self._place] if self._place < len(self._words) else None

    def take(self) -> Word:
        """Take the next word. Raises QueryError at the end."""
        word = self.next
        if word is None:
            raise QueryError("the query ends where more is expected")
        self._place += 1
        return word

    def accept(self, *texts: str) -> bool:
        """Take the next words if they are these (marks, or names in any case); tell whether they were."""
        ahead = self._words[self._place : self._place + len(texts)]
        fits = len(ahead) == len(texts) and all(
            word.kind in {"mark", "field"} and word.text.lower() == text
            for word, text in zip(ahead, texts, strict=True)
        )
        if fits:
            self._place += len(texts)
        return fits

    def expect(self, text: str) -> None:
        """Take the next word, which has to be this one. Raises QueryError."""
        if not self.accept(text):
            raise QueryError(f"expected {text!r}, found {self.shown()}")

    def name(self) -> str:
        """Take the name of a field. Raises QueryError."""
        if self.next is None or self.next.kind != "field":
            raise QueryError(f"expected the name of a field, found {self.shown()}")
        return self.take().text

    def written(self, begin: int) -> str:
        """Return the query's text from `begin` to the last word taken."""
        return self.query[begin : self._words[self._place - 1].end]

    def shown(self) -> str:
        """Return the next word as a message names it."""
        return (
            "the end of the query"
            if self.next is None
            else f"{self.next.text!r} at position {self.next.begin}"
        )
