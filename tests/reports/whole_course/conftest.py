"""Four learners in two modules: all right, half, absent from one, never there; and a file that nobody can read."""

from dataclasses import replace

import pytest

from grader.classroom.examined import Examined, Part
from grader.classroom.rows import Person, Row
from grader.reports.summary import Summary
from grader.reports.whole_course.whole_course import WholeCourse


def _row(learner, points, *, misconception="", module="m02", **more):
    part = Part("holds", 10.0, points, "held" if points == 10 else "failed")
    hint = f"Hint of {misconception}." if misconception else ""
    found = Examined(f"{module}.e1", "Wait", points, 10.0, (part,), misconception, hint)
    return Row(
        learner, "graded", {"e1": points}, points, 10.0, maxima={"e1": 10.0}, examined={"e1": found}, **more
    )


def _without(learner, state, *remarks):
    return Row(learner, state, {"e1": 0.0}, 0.0, 10.0, remarks=remarks, maxima={"e1": 10.0})


@pytest.fixture
def course():
    ada = Person("Ada", "Byron", "ada@example.org")
    first = (
        replace(_row("ada", 10.0), person=ada),
        _row("bob", 6.0, misconception="K02.6", seconds_late=60.0, penalty=1.0),
        _without("cy", "nothing", "Nothing was handed in."),
        _without("dee", "ungradable", "`m02.ipynb` <breaks> off."),
    )
    second = (
        replace(_row("ada", 10.0, module="m07"), person=ada),
        _row("bob", 0.0, misconception="K07.1", module="m07"),
        _row("cy", 0.0, misconception="K07.1", module="m07"),
        _without("dee", "nothing", "Nothing was handed in."),
    )
    return WholeCourse([Summary("m02_synchronous_asynchronous", first), Summary("m07_orchestration", second)])
