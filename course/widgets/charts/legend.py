"""How a bar is drawn for what goes on meanwhile, and the key that says so: one table for every chart with bars."""

from collections.abc import Iterable
from html import escape

__all__ = ["FILLS", "key"]

# What goes on -> the class that draws it, and the word. No two differ by colour alone.
FILLS = {
    "works": ("course-fill-works", "works"),
    "waits": ("course-fill-waits", "waits"),
    "moves": ("course-fill-moves", "is on its way"),
    "fails": ("course-fill-fails", "failed ✗"),
}


def key(kinds: Iterable[str], notes: Iterable[str] = ()) -> str:
    """Return the key for some of FILLS, with further notes (text) behind it."""
    boxes = "".join(
        f'<li><span class="course-fill {FILLS[kind][0]}" aria-hidden="true"></span>{FILLS[kind][1]}</li>'
        for kind in kinds
    )
    return f'<ul class="course-key">{boxes}{"".join(f"<li>{escape(note)}</li>" for note in notes)}</ul>'
