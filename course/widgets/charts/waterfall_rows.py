"""A tree of spans as the rows of a waterfall: plain data for the script and for the static form."""

from dataclasses import dataclass, replace
from typing import Any

from course.widgets.charts.signs import bad
from course.widgets.charts.span_tree import Branch, Piece, span_tree
from course.widgets.charts.span_words import about, facts_of, label
from course.widgets.charts.stretches import Stretch, stretches
from course.widgets.words import clip

__all__ = ["MOST", "Fall", "Row", "fall_of"]

MOST = 3000
_LONGEST_LABEL = 44
_FINEST = 100  # pieces of a bar that can be told apart


@dataclass(frozen=True)
class Row:
    """One span: its place in the tree (`above` is a position, -1 for a root), pieces, words, all facts.

    `trouble` tells that it, or something within it, went wrong.
    """

    level: int
    above: int
    label: str
    start: float
    end: float
    pieces: tuple[tuple[float, float, str], ...]
    about: str
    is_bad: bool
    trouble: bool
    facts: list[list[str]]


@dataclass(frozen=True)
class Fall:
    """All rows in the order of a tree, the moment from which they count, the time divided, what is left out."""

    rows: list[Row]
    begin: float
    time: list[Stretch]
    roots: list[Branch]
    left_out: int


def fall_of(trace: Any, root: Any = None) -> Fall:
    """Return the waterfall of a trace, or of the tree under `root`. Times count from its first span."""
    roots = span_tree(trace, root)
    begin = min((branch.start for branch in roots), default=0.0)
    ordered = _ordered(roots)
    troubled = _troubled(ordered)
    position = {id(branch): at for at, (branch, _, _) in enumerate(ordered)}
    rows = [
        _row(branch, level, position.get(id(above), -1), begin, trouble=id(branch) in troubled)
        for branch, level, above in ordered[:MOST]
    ]
    moments = [moment for row in rows for moment in (row.start, row.end)]
    return Fall(rows, begin, stretches(moments), roots, len(ordered) - len(rows))


def _ordered(roots: list[Branch]) -> list[tuple[Branch, int, Branch | None]]:
    """Return each branch with its level and the one above it, every branch before what began within it."""
    found: list[tuple[Branch, int, Branch | None]] = []
    waiting: list[tuple[Branch, int, Branch | None]] = [(branch, 0, None) for branch in reversed(roots)]
    while waiting:
        branch, level, above = waiting.pop()
        found.append((branch, level, above))
        waiting.extend((each, level + 1, branch) for each in reversed(branch.branches))
    return found


def _troubled(ordered: list[tuple[Branch, int, Branch | None]]) -> set[int]:
    found: set[int] = set()
    for branch, _, above in reversed(ordered):
        if bad(branch.span) or id(branch) in found:
            found.add(id(branch))
            if above is not None:
                found.add(id(above))
    return found


def _seen(pieces: list[Piece], least: float) -> list[Piece]:
    """Leave out pieces too short to be seen, once there are many: the one before takes their place."""
    if len(pieces) <= _FINEST:
        return pieces
    found = pieces[:1]
    for piece in pieces[1:]:
        if piece.end - piece.start < least or piece.what == found[-1].what:
            found[-1] = replace(found[-1], end=piece.end)
        else:
            found.append(piece)
    return found


def _row(branch: Branch, level: int, above: int, begin: float, *, trouble: bool) -> Row:
    went_wrong = bad(branch.span)
    pieces = tuple(
        (
            piece.start - begin,
            piece.end - begin,
            "fails" if went_wrong and piece.what == "works" else piece.what,
        )
        for piece in _seen(branch.pieces(), (branch.end - branch.start) / _FINEST)
    )
    return Row(
        level,
        above,
        clip(label(branch.span), _LONGEST_LABEL),
        branch.start - begin,
        branch.end - begin,
        pieces,
        about(branch),
        went_wrong,
        trouble,
        facts_of(branch, begin),
    )
