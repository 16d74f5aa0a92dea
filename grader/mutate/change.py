"""What a mutation operator yields: one small change to a text, made of edits; and the ways to make one."""

from collections.abc import Sequence
from dataclasses import dataclass

from .source import Source, Span

__all__ = ["Change", "applied", "dropped", "exchanged", "replaced"]


@dataclass(frozen=True)
class Change:
    """Edits of one text that belong together: each puts new words in the place of a span. They do not overlap.

    `at` is the offset of what is changed, if that is not where the first edit begins.
    """

    edits: tuple[tuple[Span, str], ...]
    at: int = -1

    @property
    def start(self) -> int:
        """The offset of what is changed."""
        return self.at if self.at >= 0 else min(span.start for span, _ in self.edits)


def applied(text: str, change: Change) -> str:
    """Return the changed text."""
    for span, new in sorted(change.edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def replaced(span: Span, new: str) -> Change:
    """Put `new` in the place of a span."""
    return Change(((span, new),))


def exchanged(source: Source, one: Span, other: Span) -> Change:
    """Let two spans change their places."""
    return Change(((one, source.said(other)), (other, source.said(one))))


def dropped(parts: Sequence[Span], number: int) -> Change:
    """Take one of at least two parts away, together with what separates it from the next."""
    if number == len(parts) - 1:
        cut = Span(parts[number - 1].end, parts[number].end)
        return Change(((cut, ""),), at=parts[number].start)
    return replaced(Span(parts[number].start, parts[number + 1].start), "")
