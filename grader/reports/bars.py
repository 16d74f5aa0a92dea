"""Bars that stand in a table: each row's numbers drawn beside them, in pieces that differ by more than colour."""

from collections.abc import Iterable, Mapping
from html import escape

__all__ = ["KINDS", "bar", "legend", "style"]

# Kind -> how its piece is filled. Each looks different on paper without colours, too.
KINDS = {
    "full": "background:var(--course-good);border-color:var(--course-good)",
    "some": "background:repeating-linear-gradient(135deg,var(--course-accent) 0 4px,transparent 4px 7px);border-color:var(--course-accent)",
    "bad": "background:repeating-linear-gradient(45deg,var(--course-bad) 0 2px,transparent 2px 5px);border-color:var(--course-bad)",
    "first": "background:var(--course-bad);border-color:var(--course-bad)",
    "open": "background:radial-gradient(circle,var(--course-warn) 1.4px,transparent 1.8px) 0 0/6px 6px;border-color:var(--course-warn)",
    "empty": "background:none;border-color:var(--course-outline);border-style:dashed",
}


def bar(pieces: Mapping[str, int], most: int) -> str:
    """Return a bar of pieces (kind: how many), `most` wide in all. The table's own cells say the numbers."""
    drawn = "".join(
        f'<span class="class-{kind}" style="width:{count / most:.2%}"></span>'
        for kind, count in pieces.items()
        if count and most
    )
    return f'<div class="class-bar" aria-hidden="true">{drawn}</div>'


def legend(kinds: Iterable[tuple[str, str]]) -> str:
    """Return what the pieces of the bars mean: pairs of kind and words."""
    listed = "".join(
        f'<li><span class="class-swatch class-{kind}" aria-hidden="true"></span>{escape(words)}</li>'
        for kind, words in kinds
    )
    return f'<ul class="class-legend" aria-label="What the bars mean">{listed}</ul>'


def style() -> str:
    """Return the rules for the pieces."""
    return "".join(f".course .class-{kind}{{{rules}}}" for kind, rules in KINDS.items())
