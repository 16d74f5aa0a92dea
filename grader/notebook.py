"""What an exercise notebook imports: `task` shows the learner's values, `grade` checks, `hints` helps.

Each of them runs in a learner's cell, so none of them raises and none writes to stderr: whatever breaks here is ours,
and is said in one sentence. (nbgrader's Validate alone is told by an error, see `validated`.) ``COURSE_GRADING=full`` adds the hidden rows, ``COURSE_LEARNER`` names the learner,
``COURSE_STRICT`` lets a defect of a check be seen as what it is (for authors and tests).
"""

import functools
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from course import learner, learner_file
from course.asl.text import printed
from course.kit import KitError
from course.learner_file import LearnerFileError
from grader import rubrics
from grader.checks import Exercise, Keys, Report, examine, no_stderr
from grader.validated import NotAllPoints, is_validating

__all__ = ["REPORT", "answers", "bundle", "examined_by", "grade", "hints", "points", "task"]

# A report travels in the output of its cell as data, too; a page shows the richest form that it knows.
REPORT = "application/vnd.integration-course.report+json"

UNNAMED = (
    f"{learner_file.MISSING}, so these values need not be those that you are graded by. {learner_file.WHERE}, then restart "
    "the kernel."
)

NO_VALUES = "there are no values of your own here; everything you need stands in the task."

P = ParamSpec("P")
T = TypeVar("T")

# (exercise id, what was delivered, the same by name) -> points.
Examiner = Callable[[str, tuple[Any, ...], dict[str, Any]], float]
_examiner: ContextVar[Examiner | None] = ContextVar("examiner", default=None)


def _politely(otherwise: T) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Answer a defect of ours with a sentence and `otherwise`."""

    def around(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def polite(*arguments: P.args, **named: P.kwargs) -> T:
            with no_stderr():
                try:
                    return function(*arguments, **named)
                except NotAllPoints:
                    raise
                except (KitError, LearnerFileError) as error:
                    said = str(error)  # a learner can mend this
                except Exception as error:
                    if os.environ.get("COURSE_STRICT"):
                        raise
                    said = f"{function.__name__.lstrip('_')} could not do its work: {error}"
                if is_validating():
                    raise NotAllPoints(said)
                print(said)  # noqa: T201  it talks to a learner
                return otherwise

        return polite

    return around


def grade(exercise_id: str, *delivered: Any, **named: Any) -> float:
    """Check the answers to an exercise, show the report, and return the points.

    What is delivered comes in the order of the exercise, or by name.
    """
    if elsewhere := _examiner.get():
        return elsewhere(exercise_id, delivered, named)  # whoever grades a class has to hear of a defect
    return _grade(exercise_id, delivered, named)


@_politely(0.0)
def _grade(exercise_id: str, delivered: tuple[Any, ...], named: dict[str, Any]) -> float:
    exercise = rubrics.exercise(exercise_id)
    _tell_who_is_unnamed(exercise)
    full = os.environ.get("COURSE_GRADING") == "full"
    who = learner.current().id
    report = examine(
        exercise,
        answers(exercise, delivered, named),
        learner_id=who,
        grading=full,
        keys=Keys(values=learner.values_key(exercise_id)),
        strict=bool(os.environ.get("COURSE_STRICT")),
    )
    _show_report(report)
    if not full and not report.defect:
        _remember_best(report)
    if is_validating() and report.points < report.maximum:
        raise NotAllPoints(report.text())
    return points(report)


@_politely(None)
def task(exercise_id: str) -> None:
    """Show the values that are this learner's own in an exercise."""
    exercise = rubrics.exercise(exercise_id)
    _tell_who_is_unnamed(exercise)
    who = learner.current().id
    values = exercise.values(who, learner.values_key(exercise_id))
    caption = f"{exercise.title}: your values" if values else f"{exercise.title}: {NO_VALUES}"
    for sheet in _sheets(exercise.shown(values)):
        _show_sheet(sheet, caption)


@_politely(None)
def hints(exercise_id: str) -> None:
    """Show the hints opened so far, and open the next. Opening is noted and costs nothing."""
    exercise = rubrics.exercise(exercise_id)
    if os.environ.get("COURSE_GRADING"):
        return
    notes, key = learner.notes(), f"hints/{exercise_id}"
    opened = notes.get(key, 0)
    if getattr(_shell(), "kernel", None) is None:
        # Without a page, as in a terminal, there is no button: the call itself opens the next.
        opened = min(opened + 1, len(exercise.hints))
        notes.put(key, opened)
    said = [
        f"hint {number} of {len(exercise.hints)}: {hint}" for number, hint in enumerate(exercise.hints, 1)
    ]
    _show(
        lambda widgets: widgets.hint_ladder(
            exercise_id, exercise.hints, opened, lambda rung: notes.put(key, rung)
        ),
        "\n".join(said[:opened]),
    )


@contextmanager
def examined_by(examiner: Examiner) -> Iterator[None]:
    """Let `grade` hand what was delivered to `examiner` inside the block; it returns the points."""
    token = _examiner.set(examiner)
    try:
        yield
    finally:
        _examiner.reset(token)


def answers(exercise: Exercise, delivered: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """Return what was delivered to `grade`, by name. Raises TypeError for more than the exercise asks for."""
    if len(delivered) > len(exercise.deliver):
        raise TypeError(
            f"{exercise.id} is graded on {', '.join(exercise.deliver)}, and {len(delivered)} values were handed in"
        )
    return dict(zip(exercise.deliver, delivered, strict=False)) | named


def points(report: Report) -> float:
    """Return the points of a report as nbgrader takes them: within the exercise's, with two digits."""
    return round(float(min(max(report.points, 0.0), report.maximum)), 2)


def bundle(report: Report) -> dict[str, Any]:
    """Return a report in every form that a page may show: a picture, its text, and the data."""
    data = report.as_dict()
    return _forms(lambda widgets: widgets.report_view(data), report.text(), {REPORT: data})


def _tell_who_is_unnamed(exercise: Exercise) -> None:
    """Say so where values of an exercise are drawn for a name that the class does not know: a kit is a class's."""
    if exercise.variant(random.Random(0)) and learner.is_missed():
        print(UNNAMED)  # noqa: T201  it talks to a learner, who can mend this


def _sheets(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Part values into what is shown together: whatever needs lines of its own stands alone."""
    sheets: list[dict[str, Any]] = [{}]
    for name, value in values.items():
        if _takes_lines(value):
            sheets += [{name: value}, {}]
        else:
            sheets[-1][name] = value
    return [sheet for sheet in sheets if sheet] or [{}]


def _takes_lines(value: Any) -> bool:
    return _is_definition(value) or (isinstance(value, str) and "\n" in value)


def _is_definition(value: Any) -> bool:
    return isinstance(value, dict) and "StartAt" in value


def _show_sheet(sheet: dict[str, Any], caption: str) -> None:
    """Show values as a table, or one that takes lines: as its text, a definition as a picture besides."""
    name, value = next(iter(sheet.items()), ("", None))
    if _takes_lines(value):
        text = value if isinstance(value, str) else printed(value, width=100)
        print(f"{name}\n{text}")  # noqa: T201  it talks to a learner
        if _is_definition(value) and _shell() is not None:
            _show(lambda widgets: widgets.state_machine(value), name)
        return
    # As they are written in code: 1898, never 1,898.
    rows = [{"name": name, "value": str(value)} for name, value in sheet.items()]
    text = "\n".join([caption, *(f"  {row['name']} = {row['value']}" for row in rows)])
    _show(lambda widgets: widgets.table(rows, caption) if rows else text, text)


def _remember_best(report: Report) -> None:
    notes, key = learner.notes(), f"best/{report.exercise}"
    best = notes.get(key)
    if not isinstance(best, dict) or best.get("points", 0) <= report.points:
        notes.put(key, {"points": report.points, "maximum": report.maximum})


def _show_report(report: Report) -> None:
    data = report.as_dict()
    _show(lambda widgets: widgets.report_view(data), report.text(), {REPORT: data})


def _show(draw: Callable[[Any], Any], text: str, extra: dict[str, Any] | None = None) -> None:
    """Show a picture in a notebook, its text elsewhere, and the text as well where a picture cannot be had."""
    if _shell() is None:
        print(text)  # noqa: T201  it talks to a learner
        return
    from IPython.display import display

    display(_forms(draw, text, extra), raw=True)  # type: ignore[no-untyped-call]


def _forms(draw: Callable[[Any], Any], text: str, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    forms: dict[str, Any] = {"text/plain": text}
    try:
        from course import widgets

        picture = draw(widgets)
        if not isinstance(picture, str):
            found = picture._repr_mimebundle_()
            forms |= found[0] if isinstance(found, tuple) else found
    except Exception:  # a picture that breaks is our defect, and the text says the same
        if os.environ.get("COURSE_STRICT"):
            raise
    return forms | (extra or {})


def _shell() -> Any:
    ipython: Any = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None
