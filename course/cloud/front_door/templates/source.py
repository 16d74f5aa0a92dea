"""A template's text and the place where its reader stands."""

import re

from .errors import TemplateError

__all__ = ["Source"]

_SPACE = re.compile(r"\s*")


class Source:
    """The text, and how far it has been read (`at`)."""

    def __init__(self, text: str, at: int = 0, origin: tuple[int, int] = (1, 1)) -> None:
        self.text, self.at, self._origin = text, at, origin

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1."""
        before = self.text[: self.at]
        line, column = self._origin
        breaks = before.count("\n")
        return (line + breaks, len(before) - before.rfind("\n")) if breaks else (line, column + len(before))

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self.at >= len(self.text)

    def starts(self, text: str) -> bool:
        """Tell whether this comes next."""
        return self.text.startswith(text, self.at)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Read what fits; None and nothing read where nothing does."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def take(self, text: str) -> bool:
        """Read this text, if it comes next."""
        if self.starts(text):
            self.at += len(text)
            return True
        return False

    def skip_space(self) -> None:
        """Read white space."""
        self.match(_SPACE)

    def expect(self, text: str, where: str) -> None:
        """Read this text. Raises TemplateError where something else comes."""
        if not self.take(text):
            found = self.text[self.at : self.at + 12] or "the end"
            raise self.error(f"expected {text!r} {where}, found {found!r}")

    def error(self, message: str) -> TemplateError:
        """Return an error at this place."""
        return TemplateError(message, *self.place)
