"""A class over the whole course as one HTML page."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from course.syllabus import module_of
from course.widgets.prose import inline
from grader.classroom.not_isolated import warning
from grader.reports.bars import bar, legend
from grader.reports.class_gain import ClassGain
from grader.reports.counts import MisconceptionSummary
from grader.reports.gain_tables import as_section
from grader.reports.page import GAIN, framed, note, numbers
from grader.reports.page_table import TOLD, line, page_table, share
from grader.reports.sections import said
from grader.reports.summary import STATES, Summary
from grader.reports.texts import count, number

from .standing import Standing
from .tables import SIGNS, points
from .whole_course import Hard, WholeCourse

__all__ = ["as_page", "write_page"]

TITLE = "The class over the whole course"
KINDS = (
    ("full", "full marks"),
    ("some", "some points"),
    ("bad", "no points"),
    ("open", "could not be graded, or not graded yet"),
    ("empty", "not handed in"),
)


def write_page(course: WholeCourse, file: Path, gain: ClassGain | None = None) -> None:
    """Write the page to `file`. Raises OSError."""
    file.write_text(as_page(course, gain), encoding="utf-8", errors="replace")


def as_page(course: WholeCourse, gain: ClassGain | None = None) -> str:
    """Return the page; with the class's `gain` between the assessments, where there is one."""
    sections = {
        "Modules": _modules(course),
        "Learners": _learners(course),
        "Exercises, hardest first": _exercises(course),
        "Misconceptions": _misconceptions(course),
        "Could not be graded": _reasons(course),
    }
    if gain is not None:
        sections[GAIN] = as_section(gain)
    return framed(
        TITLE, TITLE, note(warning([row.level for row in course.rows])) + _numbers(course), sections
    )


def _numbers(course: WholeCourse) -> str:
    found = [
        (len(course.standings), "learners"),
        (len(course.assignments), "assignments"),
        (sum(each.handed_in for each in course.standings), "submissions"),
        *((len(course.of_state(state)), STATES[state]) for state in ("graded", "ungradable", "waiting")),
        (sum(row.seconds_late > 0 for row in course.rows), "late"),
        (len(course.behind), "learners with less than half of all points"),
    ]
    return numbers((str(many), words) for many, words in found)


def _modules(course: WholeCourse) -> str:
    heads = ("module", "handed in", "graded", "of", "mean", "median", "full marks", "")
    rows = [_module(summary) for summary in course.summaries]
    return legend(KINDS) + page_table(heads, rows, "Points of those graded, before penalties for lateness")


def _module(summary: Summary) -> str:
    whole = summary.all
    absent = len(summary.of_state("nothing"))
    pieces = {
        "full": whole.full,
        "some": whole.some,
        "bad": len(whole.points) - whole.full - whole.some,
        "open": len(summary.rows) - len(whole.points) - absent,
        "empty": absent,
    }
    cells = (
        str(len(summary.rows) - absent),
        str(len(summary.graded)),
        *map(number, (whole.maximum, whole.mean, whole.median)),
        share(whole.full, len(whole.points)),
    )
    return line(summary.assignment, cells, bar(pieces, len(summary.rows)))


def _learners(course: WholeCourse) -> str:
    heads = ("learner", *map(module_of, course.assignments), "grade", "of", "share", "")
    signs = (
        ("nothing", "nothing handed in"),
        ("ungradable", "could not be graded"),
        ("waiting", "not graded yet"),
    )
    meaning = "; ".join(f"<b>{SIGNS[state]}</b> {words}" for state, words in signs)
    rows = [_learner(each, course.assignments) for each in course.standings]
    return f"<p>{meaning}.</p>" + page_table(heads, rows, "Grades, after penalties for lateness")


def _learner(each: Standing, assignments: Sequence[str]) -> str:
    person = " ".join(filter(None, (each.person.first_name, each.person.last_name)))
    cells = (
        *(points(each.rows[name]) for name in assignments),
        number(each.grade),
        number(each.maximum),
        f"{each.share:.0%}",
    )
    picture = bar({"some": round(each.grade)}, round(each.maximum))
    return line(f"{each.learner} ({person})" if person else each.learner, cells, picture)


def _exercises(course: WholeCourse) -> str:
    heads = ("exercise", "of", "mean", "median", "full marks", "points lost", "")
    if not course.hardest:
        return "<p>Nobody was graded yet.</p>"
    return page_table(
        heads,
        [_hard(each) for each in course.hardest],
        "Of those graded; the bar is the share of lost points",
    )


def _hard(each: Hard) -> str:
    found = each.exercise
    cells = (
        *map(number, (found.maximum, found.mean, found.median)),
        share(found.full, len(found.points)),
        f"{each.lost:.0%}",
    )
    name = f"{module_of(each.assignment)} {found.name} {found.title}".rstrip()
    return line(name, cells, bar({"bad": round(100 * each.lost)}, 100), words=True)


def _misconceptions(course: WholeCourse) -> str:
    if not course.misconceptions:
        return "<p>None was recognised.</p>"
    most = max(len(each.learners) for _, each in course.misconceptions)
    rows = [_misconception(assignment, each, most) for assignment, each in course.misconceptions]
    return page_table(("misconception", "exercise", "learners", "", TOLD), rows, "The most frequent first")


def _misconception(assignment: str, each: MisconceptionSummary, most: int) -> str:
    who = ", ".join(f"<span>{escape(learner)}</span>" for learner in each.learners)
    folded = f"<details><summary>{count(len(each.learners), 'learner')}</summary>{who}</details>"
    return (
        f'<tr><th scope="row" class="class-words">{escape(f"{each.id} {each.title}".strip())}</th>'
        f'<td class="class-short">{escape(f"{module_of(assignment)} {each.exercise}")}</td>'
        f'<td class="course-number">{len(each.learners)}</td>'
        f'<td class="class-picture">{bar({"first": len(each.learners)}, most)}</td>'
        f'<td class="class-wide">{inline(each.hint)}<div class="class-who">{folded}</div></td></tr>'
    )


def _reasons(course: WholeCourse) -> str:
    found = [pair for state in ("ungradable", "waiting") for pair in course.of_state(state)]
    if not found:
        return "<p>Every submission was graded.</p>"
    rows = [
        f'<tr><th scope="row" class="class-short">{escape(row.learner)}</th><td class="class-short">{escape(assignment)}</td>'
        f'<td class="class-short">{STATES[row.state]}</td><td>{said(row.remarks)}</td></tr>'
        for assignment, row in found
    ]
    return page_table(
        ("learner", "assignment", "state", "reason"), rows, "With 0 points, or with none at all"
    )
