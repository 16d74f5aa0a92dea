"""A class as text for a terminal."""

from collections.abc import Iterable, Sequence

from grader.classroom.table import as_table

from .counts import MisconceptionSummary
from .summary import STATES, Summary
from .text_table import share, text_table
from .texts import count, number

__all__ = ["BY", "at_a_glance", "exercises", "misconceptions", "parts", "people"]

MOST, MOST_NAMED = 5, 12  # of what stands at a glance; `--by` shows all


def at_a_glance(summary: Summary) -> str:
    """Return the learners, then (so that it stands last on the screen) the class: exercises, hardest parts, wrong ideas."""
    found = (
        people(summary),
        _head(summary),
        exercises(summary),
        _hardest(summary),
        misconceptions(summary, MOST),
    )
    return "\n\n".join(found)


def people(summary: Summary) -> str:
    """Return a line a learner with the points, below them what there is to mention."""
    return as_table(summary.rows)


def exercises(summary: Summary) -> str:
    """Return a line an exercise: mean, median, and how many have full marks, some, none, or have not begun."""
    heads = ("of those graded", "of", "mean", "median", "full marks", "some", "none", "not begun", "left out")
    listed = [*summary.exercises, summary.all]
    lines = [
        (
            f"{each.name}  {each.title}".strip(),
            number(each.maximum),
            number(each.mean),
            number(each.median),
            share(each.full, len(each.points)),
            *map(str, (each.some, each.none, each.not_begun, each.left_out)),
        )
        for each in listed
    ]
    return text_table(heads, lines)


def parts(summary: Summary, most: int | None = None) -> str:
    """Return a line a part, hardest first: how many of those who began failed it, first of all parts, or never came to it."""
    heads = ("", "lost by", "failed", "first", "not looked at", "part")
    found = [part for part in summary.parts if part.lost or most is None][:most]
    lines = [
        (
            part.exercise,
            share(part.lost, part.begun),
            *map(str, (part.failed, part.first, part.open)),
            f"{part.name} ({number(part.points)})",
        )
        for part in found
    ]
    return (
        text_table(heads, lines, left=(0, 5))
        if lines
        else "Nobody lost a part of an exercise that was begun."
    )


def misconceptions(summary: Summary, most: int | None = None) -> str:
    """Return each misconception that was recognised: how many learners, the hint that they were told, and who.

    `most` bounds the misconceptions, and the learners that are named of each.
    """
    if not summary.misconceptions:
        return "No misconception was recognised."
    told = (line for each in summary.misconceptions[:most] for line in _told(each, most))
    return "\n".join(["misconceptions, the most frequent first", *told])


def _told(each: MisconceptionSummary, most: int | None) -> Iterable[str]:
    yield f"{each.exercise}  {count(len(each.learners), 'learner')}: {each.id} {each.title}".rstrip()
    yield f"      told: {each.hint}"
    yield f"      {_named(each.learners, most)}"


def _hardest(summary: Summary) -> str:
    more = sum(1 for part in summary.parts if part.lost) - MOST
    rest = f"\nand {count(more, 'other part')} that somebody lost: --by part" if more > 0 else ""
    return f"hardest parts, of those who began the exercise\n{parts(summary, MOST)}{rest}"


def _head(summary: Summary) -> str:
    found = {state: [row.learner for row in summary.of_state(state)] for state in STATES}
    counted = [f"{len(learners)} {STATES[state]}" for state, learners in found.items() if learners]
    counted += [f"{len(summary.late)} late"] if summary.late else []
    named = [
        f"  {words}: {_named(found[state], MOST_NAMED)}"
        for state, words in STATES.items()
        if found[state] and state != "graded"
    ]
    if unguarded := [row.learner for row in summary.unguarded]:
        named.append(f"  not isolated while they were graded: {_named(unguarded, MOST_NAMED)}")
    return "\n".join([f"{count(len(summary.rows), 'learner')}: {', '.join(counted)}", *named])


def _named(learners: Sequence[str], most: int | None) -> str:
    more = len(learners) - most if most is not None else 0
    return ", ".join(learners[:most]) + (f" and {more} more" if more > 0 else "")


BY = {"learner": people, "exercise": exercises, "part": parts, "misconception": misconceptions}
