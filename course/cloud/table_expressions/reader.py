"""A text of an expression, word by word, and what DynamoDB says where it cannot go on."""

import re
from typing import NamedTuple, NoReturn

from course.cloud.attribute_values import MalformedError

__all__ = ["REMEMBERED", "ExpressionError", "Reader"]

REMEMBERED = 512  # expressions that are not read again: programs ask with the same ones all the time

# A name, a placeholder, a number, a sign; whatever else there is stands alone, and fits nowhere.
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9_]*|[#:]\w+|[0-9]+|<>|<=|>=|[^ \t\r\n]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# The lab's own bound: Python would run out of stack where DynamoDB may not.
_DEEPEST = 60


class ExpressionError(MalformedError):
    """An expression that DynamoDB refuses; the message does not say yet which of the request's it is."""


class Token(NamedTuple):
    """One word and its place in the text; "" stands for the end."""

    text: str
    begin: int
    end: int


class Reader:
    """Reads one expression from left to right.

    `keywords` are the words of its language that no attribute can have for a name, in capital letters.
    """

    def __init__(self, text: str, keywords: frozenset[str]) -> None:
        self._text = text
        self._keywords = keywords
        self._tokens = [Token(each.group(), *each.span()) for each in _TOKEN.finditer(text)]
        self._tokens.append(Token("", len(text), len(text)))
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> str:
        """The next word; "" at the end."""
        return self._tokens[self._at].text

    @property
    def keyword(self) -> str:
        """The next word in capital letters, if it is one of the language; else ""."""
        return word if (word := self.next.upper()) in self._keywords else ""

    def at_name(self) -> bool:
        """Whether a name or a placeholder of a name comes next."""
        is_name = bool(_NAME.fullmatch(self.next)) and not self.keyword
        return is_name or (self.next.startswith("#") and len(self.next) > 1)

    def at_value(self) -> bool:
        """Whether a placeholder of a value comes next."""
        return self.next.startswith(":") and len(self.next) > 1

    def at_call(self) -> bool:
        """Whether a name with a bracket behind it comes next."""
        return self.at_name() and not self.next.startswith("#") and self._tokens[self._at + 1].text == "("

    def take(self) -> str:
        """Go on by one word, and return it."""
        self._at += 1
        return self._tokens[self._at - 1].text

    def skip(self, word: str) -> bool:
        """Go on by one word if it is this one; tell whether it was. Keywords are written in capital letters."""
        found = (self.keyword or self.next) == word
        self._at += found
        return found

    def expect(self, word: str) -> None:
        """Go on by this word. Raises `ExpressionError` for any other."""
        if not self.skip(word):
            self.fail()

    def deeper(self) -> None:
        """Note that a bracket was opened. Raises `NotImplementedError` where the lab does not follow any further."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotImplementedError(f"brackets in {self._depth} levels")

    def higher(self) -> None:
        """Note that a bracket was closed."""
        self._depth -= 1

    def fail(self) -> NoReturn:
        """Raise `ExpressionError`: the word where reading stopped, and the text from the word before it to the one after."""
        tokens, at = self._tokens, self._at
        begin = tokens[max(at - 1, 0)].begin
        last = tokens[min(at + 1, len(tokens) - 1)] if self.next else tokens[max(at - 1, 0)]
        end = last.end if last.text else tokens[at].end
        near = self._text[begin:end]
        raise ExpressionError(f'Syntax error; token: "{self.next or "<EOF>"}", near: "{near}"')
