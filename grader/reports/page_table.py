"""Tables of a page for instructors: a row's name, its numbers, and a bar that draws them."""

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["TOLD", "line", "page_table", "share"]

TOLD = "the hint that they were told, and who"
# The heads that stand over words; the others stand over numbers.
WORDS = {
    "exercise",
    "misconception",
    "module",
    "part",
    "range",
    "learner",
    "reason",
    "state",
    "to mention",
    "assignment",
    TOLD,
}


def share(how_many: int, of: int) -> str:
    """Return how many, and which share of all that is."""
    return f"{how_many} ({how_many / of:.0%})" if of else "0"


def line(name: str, cells: Sequence[str], picture: str, css: str = "", *, words: bool = False) -> str:
    """Return a row: what it is about, numbers, and a picture of them. With `words` the first cell may be long."""
    numbers = "".join(f'<td class="course-number">{escape(cell)}</td>' for cell in cells)
    row, head = (f' class="{css}"' if css else ""), (' class="class-words"' if words else "")
    return f'<tr{row}><th scope="row"{head}>{escape(name)}</th>{numbers}<td class="class-picture">{picture}</td></tr>'


def page_table(heads: Sequence[str], rows: Iterable[str], caption: str, *, narrow: bool = False) -> str:
    """Return a table whose heads of no name stand over pictures, and whose heads in `WORDS` over words."""
    head = "".join(map(_head, heads))
    # A table that is wider than a phone scrolls, also by keyboard.
    css = ' class="class-narrow"' if narrow else ""
    return (
        f'<div class="class-scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table{css}>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _head(name: str) -> str:
    if not name:
        return '<td class="class-picture" aria-hidden="true"></td>'
    css = "" if name in WORDS else ' class="course-number"'
    return f'<th scope="col"{css}>{escape(name)}</th>'
