"""A class over the whole course as text for a terminal."""

from course.syllabus import module_of
from grader.classroom.rows import Row
from grader.classroom.table import one_line
from grader.reports.summary import STATES, Summary
from grader.reports.text_table import share, text_table
from grader.reports.texts import count, number

from .whole_course import WholeCourse

__all__ = ["SIGNS", "at_a_glance", "points"]

MOST, MOST_NAMED = 5, 12  # of what stands at a glance; the page shows all
# What stands in the place of points.
SIGNS = {"nothing": "-", "waiting": "?", "ungradable": "x"}
MEANING = f"{SIGNS['nothing']} nothing handed in, {SIGNS['ungradable']} could not be graded, {SIGNS['waiting']} not graded yet"


def at_a_glance(course: WholeCourse) -> str:
    """Return the learners, then the modules, the hardest exercises and the most frequent misconceptions."""
    return "\n\n".join(
        (_learners(course), _head(course), _modules(course), _hardest(course), _misconceptions(course))
    )


def points(row: Row) -> str:
    """Return what stands in the place of a learner and an assignment: the points that count, or a sign."""
    return SIGNS.get(row.state) or number(row.grade)


def _learners(course: WholeCourse) -> str:
    heads = ("learner", *map(module_of, course.assignments), "grade", "of", "share")
    lines = [
        (
            one_line(each.learner),
            *(points(each.rows[name]) for name in course.assignments),
            number(each.grade),
            number(each.maximum),
            f"{each.share:.0%}",
        )
        for each in course.standings
    ]
    return f"{text_table(heads, lines)}\n{MEANING}"


def _head(course: WholeCourse) -> str:
    many = {state: len(course.of_state(state)) for state in STATES}
    handed_in = sum(each.handed_in for each in course.standings)
    told = [
        f"{how_many} {STATES[state]}" for state, how_many in many.items() if how_many and state != "nothing"
    ]
    all_in_all = [
        count(len(course.standings), "learner"),
        count(len(course.assignments), "assignment"),
        count(handed_in, "submission"),
    ]
    lines = [f"{', '.join(all_in_all)}: {', '.join(told)}"]
    if behind := [one_line(each.learner) for each in course.behind]:
        more = f" and {len(behind) - MOST_NAMED} more" if len(behind) > MOST_NAMED else ""
        lines.append(f"  less than half of all points: {', '.join(behind[:MOST_NAMED])}{more}")
    return "\n".join(lines)


def _modules(course: WholeCourse) -> str:
    heads = ("of those graded", "handed in", "graded", "of", "mean", "median", "full marks")
    return text_table(heads, [_module(summary) for summary in course.summaries])


def _module(summary: Summary) -> tuple[str, ...]:
    whole = summary.all
    return (
        summary.assignment,
        str(len(summary.rows) - len(summary.of_state("nothing"))),
        str(len(summary.graded)),
        number(whole.maximum),
        number(whole.mean),
        number(whole.median),
        share(whole.full, len(whole.points)),
    )


def _hardest(course: WholeCourse) -> str:
    heads = ("", "points lost", "of", "mean", "exercise")
    lines = [
        (
            f"{module_of(each.assignment)} {each.exercise.name}",
            f"{each.lost:.0%}",
            number(each.exercise.maximum),
            number(each.exercise.mean),
            each.exercise.title,
        )
        for each in course.hardest[:MOST]
        if each.lost
    ]
    return (
        f"hardest exercises, of those graded\n{text_table(heads, lines, left=(0, 4))}"
        if lines
        else "Nobody lost a point."
    )


def _misconceptions(course: WholeCourse) -> str:
    if not course.misconceptions:
        return "No misconception was recognised."
    told = (
        f"{module_of(assignment)} {each.exercise}  {count(len(each.learners), 'learner')}: {each.id} {each.title}".rstrip()
        for assignment, each in course.misconceptions[:MOST]
    )
    return "\n".join(["misconceptions, the most frequent first", *told])
