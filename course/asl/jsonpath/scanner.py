"""A text and a place in it, as the parsers of paths and filters read it."""

from .errors import PathSyntaxError

__all__ = ["Scanner"]

SPACES = " \t\r\n"


class Scanner:
    """Reads a text from left to right; `at` is the next character's place."""

    def __init__(self, text: str, at: int = 0) -> None:
        self.text = text
        self.at = at

    def peek(self) -> str:
        """Return the next character, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, expected: str) -> bool:
        """Pass over `expected` if it comes next, and say whether it did."""
        if not self.text.startswith(expected, self.at):
            return False
        self.at += len(expected)
        return True

    def need(self, expected: str) -> None:
        """Pass over `expected`, or raise."""
        if not self.take(expected):
            raise self.wrong(f"Expected '{expected}'")

    def skip_spaces(self) -> None:
        """Pass over spaces."""
        while self.peek() and self.peek() in SPACES:
            self.at += 1

    def word(self, stops: str) -> str:
        """Pass over everything up to one of the characters in `stops`, and return it."""
        start = self.at
        while self.peek() and self.peek() not in stops:
            self.at += 1
        return self.text[start : self.at]

    def quoted(self) -> str:
        r"""Pass over a text in quotes and return it; a backslash escapes the quote only, as in AWS (`'\"'` keeps both)."""
        quote, start = self.peek(), self.at
        self.at += 1
        found: list[str] = []
        while (character := self.peek()) != quote:
            if not character:
                raise PathSyntaxError(f"The quote {quote} that starts here is never closed", start + 1)
            if character == "\\":
                self.at += 1
                if self.peek() != quote:
                    found.append(character)
                character = self.peek()
            found.append(character)
            self.at += 1
        self.at += 1
        return "".join(found)

    def wrong(self, message: str) -> PathSyntaxError:
        """Return the error that says what stands at this place."""
        found = f"found '{self.peek()}'" if self.peek() else "the path ends here"
        return PathSyntaxError(f"{message}, {found}", self.at + 1)
