"""The whole course at a glance, from the learner's notes and the syllabus."""

from dataclasses import replace

import pytest

from course import learner
from course.syllabus import syllabus
from course.widgets import progress
from course.widgets.lesson.course_progress import row_of
from course.widgets.lesson.questions import read


@pytest.fixture
def notes():
    return learner.notes()


@pytest.fixture
def module():
    return syllabus().module("m05")


def test_every_module_is_there_in_its_order():
    text = progress().text

    assert [each.id for each in syllabus().modules] == [
        line[:3] for line in text.splitlines() if line[:1] == "m" and line[1:3].isdigit()
    ]


def test_who_has_not_begun_is_sent_to_the_first_lesson_that_is_ready():
    first = syllabus().ready[0]

    assert f"Next: {first.id.upper()}, {first.title}: begin with its lesson." in progress().text


def test_points_of_what_was_tried_are_added_up(notes):
    notes.put("best/m05.e1", {"points": 10, "maximum": 10})
    notes.put("best/m05.e3", {"points": 4, "maximum": 10})

    assert "with 14 of 20 points in what you tried" in progress().text
    assert "2 exercises: 14 of 20 points" in progress().text
    assert "finish its exercises" in progress().text


def test_with_full_points_the_knowledge_check_comes_next(notes, module):
    notes.put("best/m05.e1", {"points": 10, "maximum": 10})

    assert "◐ begun" == row_of(module, notes).state
    assert "answer its knowledge check" in progress().text


def test_what_is_all_done_says_what_it_knows_and_no_more(notes, module):
    notes.put("best/m05.e1", {"points": 10, "maximum": 10})
    notes.put("quiz/m05", {question.id: [0] for question in read("m05").items})

    assert "✓ all that was tried is full" == row_of(module, notes).state


def test_a_planned_module_is_no_next_step(notes):
    planned = [row_of(replace(each, ready=False), notes) for each in syllabus().modules]

    assert {"planned"} == {row.state for row in planned}
    assert not any(row.open for row in planned)
