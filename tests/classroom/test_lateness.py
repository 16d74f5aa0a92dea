"""Lateness costs a share of the points by the day, and never more than there are."""

import pytest

from grader.classroom.autograde import grade_class
from grader.classroom.course import gradebook
from grader.classroom.lateness import ByTheDay
from grader.classroom.rows import rows

HOUR, DAY = 3_600, 86_400


@pytest.mark.parametrize(
    "settings, late, penalty",
    [
        ({}, 0, 0),
        ({}, 1, 4),
        ({}, DAY, 4),
        ({}, DAY + 1, 8),
        ({}, 30 * DAY, 40),
        ({"per_day": 0.25}, 2 * DAY, 20),
        ({"per_day": 0.0}, 2 * DAY, 0),
        ({"grace_hours": 2.0}, 2 * HOUR, 0),
        ({"grace_hours": 2.0}, 2 * HOUR + 1, 4),
    ],
)
def test_each_day_that_has_begun_costs_the_same(settings, late, penalty):
    assert penalty == ByTheDay(**settings).late_submission_penalty("ada", 40.0, late)


@pytest.mark.kernel
def test_the_grade_is_less_for_who_is_late_and_the_points_stay(toy, course):
    (toy.hand_in("late", toy.notebook()) / "timestamp.txt").write_text(
        "2025-03-11 10:00:00.000000 UTC", encoding="utf-8"
    )
    toy.hand_in("in time", toy.notebook())
    with gradebook(course) as book:
        book.update_or_create_assignment("toy", duedate="2025-03-10 10:00:00")
    course.parent.config.AssignLatePenalties.plugin_class = "grader.classroom.lateness.ByTheDay"
    course.parent.config.ByTheDay.per_day = 0.2

    list(grade_class(course, "toy"))

    assert {"in time": (20.0, 0.0, 20.0), "late": (20.0, 4.0, 16.0)} == {
        row.learner: (row.total, row.penalty, row.grade) for row in rows(course, "toy")
    }
