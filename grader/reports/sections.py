"""The sections of a class's page, each a table; every picture is drawn in the table that says its numbers."""

import re
from collections.abc import Callable, Iterable
from html import escape

from course.widgets.prose import inline
from grader.classroom.rows import Row

from .bars import bar, legend
from .counts import ExerciseSummary, MisconceptionSummary, PartSummary
from .page_table import TOLD, line, page_table, share
from .summary import STATES, Summary
from .texts import count, number

__all__ = ["SECTIONS", "said"]

RANGES = 10
CODE = re.compile(r"`([^`]+)`")


def exercises(summary: Summary) -> str:
    """Return a row an exercise, and one for the whole assignment."""
    kinds = (
        ("full", "full marks"),
        ("some", "some points"),
        ("bad", "begun, no points"),
        ("open", "left out: a cell was stopped or broke"),
        ("empty", "not begun"),
    )
    heads = ("exercise", "of", "mean", "median", "full marks", "some", "none", "left out", "not begun", "")
    rows = [_exercise(each) for each in summary.exercises]
    rows.append(_exercise(summary.all, css="class-sum"))
    return legend(kinds) + page_table(heads, rows, f"Of {count(len(summary.graded), 'graded submission')}")


def _exercise(each: ExerciseSummary, css: str = "") -> str:
    pieces = {
        "full": each.full,
        "some": each.some,
        "bad": each.none,
        "open": each.left_out,
        "empty": each.not_begun,
    }
    numbers = [number(value) for value in (each.maximum, each.mean, each.median)]
    counts = [
        share(each.full, len(each.points)),
        *map(str, (each.some, each.none, each.left_out, each.not_begun)),
    ]
    picture = bar(pieces, len(each.points))
    return line(f"{each.name} {each.title}".strip(), [*numbers, *counts], picture, css)


def totals(summary: Summary) -> str:
    """Return how many learners have how many points."""
    whole = summary.all
    if not whole.points or not whole.maximum:
        return "<p>Nobody was graded yet.</p>"
    width = whole.maximum / RANGES
    gathered = [0] * RANGES
    for total in whole.points:
        gathered[min(int(total / width), RANGES - 1)] += 1
    named = {
        f"{number(at * width)} to {'under ' if at < RANGES - 1 else ''}{number((at + 1) * width)}": many
        for at, many in enumerate(gathered)
    }
    most = max(gathered)
    heads = ("range", "learners", "")
    rows = [line(name, [str(many)], bar({"some": many}, most)) for name, many in named.items()]
    return page_table(
        heads, rows, "How many learners have how many points, before penalties for lateness", narrow=True
    )


def parts(summary: Summary) -> str:
    """Return a row a part, hardest first."""
    if not summary.parts:
        return "<p>No exercise was begun, or none of them tells its parts.</p>"
    kinds = (
        ("full", "held"),
        ("first", "failed, first of all parts"),
        ("bad", "failed, after another"),
        ("open", "not looked at, because another had failed"),
    )
    heads = ("part", "worth", "begun", "lost by", "failed", "of them first", "not looked at", "")
    caption = "Of those who began the exercise"
    return legend(kinds) + page_table(heads, [_part(part) for part in summary.parts], caption)


def _part(part: PartSummary) -> str:
    pieces = {"full": part.held, "first": part.first, "bad": part.failed - part.first, "open": part.open}
    cells = [
        number(part.points),
        str(part.begun),
        share(part.lost, part.begun),
        *map(str, (part.failed, part.first, part.open)),
    ]
    return line(f"{part.exercise} {part.name}", cells, bar(pieces, part.begun), words=True)


def misconceptions(summary: Summary) -> str:
    """Return a row a misconception, with its hint and its learners."""
    if not summary.misconceptions:
        return "<p>None was recognised.</p>"
    most = max(len(each.learners) for each in summary.misconceptions)
    heads = ("misconception", "exercise", "learners", "", TOLD)
    return page_table(
        heads, [_misconception(each, most) for each in summary.misconceptions], "The most frequent first"
    )


def _misconception(each: MisconceptionSummary, most: int) -> str:
    who = ", ".join(f"<span>{escape(learner)}</span>" for learner in each.learners)
    folded = f"<details><summary>{count(len(each.learners), 'learner')}</summary>{who}</details>"
    return (
        f'<tr><th scope="row" class="class-words">{escape(f"{each.id} {each.title}".strip())}</th>'
        f'<td>{escape(each.exercise)}</td><td class="course-number">{len(each.learners)}</td>'
        f'<td class="class-picture">{bar({"first": len(each.learners)}, most)}</td>'
        f'<td class="class-wide">{inline(each.hint)}<div class="class-who">{folded}</div></td></tr>'
    )


def reasons(summary: Summary) -> str:
    """Return a row each who has no grade, or 0 points for what cannot be graded."""
    found = [row for state in ("ungradable", "waiting", "nothing") for row in summary.of_state(state)]
    if not found:
        return "<p>Everybody handed in, and every submission was graded.</p>"
    rows = [
        f'<tr><th scope="row" class="class-short">{escape(row.learner)}</th><td class="class-short">{STATES[row.state]}</td><td>{said(row.remarks)}</td></tr>'
        for row in found
    ]
    return page_table(("learner", "state", "reason"), rows, "With 0 points, or with none at all")


def learners(summary: Summary) -> str:
    """Return a row a learner."""
    names = [each.name for each in summary.exercises]
    heads = ("learner", *names, "points", "penalty", "grade", "late", "state", "to mention")
    rows = [_learner(row) for row in summary.rows]
    return page_table(heads, rows, f"Grades of {number(summary.all.maximum)}, after penalties for lateness")


def _learner(row: Row) -> str:
    person = " ".join(filter(None, (row.person.first_name, row.person.last_name)))
    named = f"{row.learner} ({person})" if person else row.learner
    lost = number(row.penalty) if row.penalty else ""
    numbers = [*map(number, (*row.points.values(), row.total)), lost, number(row.grade)]
    numbers = numbers if row.has_grade else [""] * len(numbers)
    late = f"{row.seconds_late / 3600:.1f} h" if row.seconds_late else ""
    cells = "".join(f'<td class="course-number">{escape(text)}</td>' for text in [*numbers, late])
    remarks = said(row.remarks) if row.has_grade else ""
    return f'<tr><th scope="row" class="class-short">{escape(named)}</th>{cells}<td class="class-short">{STATES[row.state]}</td><td>{remarks}</td></tr>'


def said(remarks: Iterable[str]) -> str:
    """Return remarks, of whose markup code alone is kept: a learner's file name must become no link."""
    return "<br>".join(CODE.sub(r"<code>\1</code>", escape(remark)) for remark in remarks)


SECTIONS: dict[str, Callable[[Summary], str]] = {
    "Exercises": exercises,
    "Points in all": totals,
    "Parts, hardest first": parts,
    "Misconceptions": misconceptions,
    "Could not be graded": reasons,
    "Learners": learners,
}
