"""The whole course at a glance, from the learner's notes and the syllabus: the map, where the learner is, what is next."""

import re
from dataclasses import replace

import pytest

from course import learner
from course.exercises import titles
from course.syllabus import syllabus
from course.widgets import progress
from course.widgets.lesson.course_map import Links
from course.widgets.lesson.course_progress import whole_course
from course.widgets.lesson.course_standing import next_step, row_of
from course.widgets.lesson.questions import read
from grader import rubrics


@pytest.fixture
def notes(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    return learner.notes()


@pytest.fixture
def module():
    return syllabus().module("m05")


@pytest.fixture
def finish(notes):
    """Do all that there is in a module."""

    def finished(name):
        of = syllabus().module(name)
        for exercise in titles(of):
            notes.put(f"best/{exercise}", {"points": 10, "maximum": 10})
        notes.put(f"quiz/{name}", {question.id: [0] for question in read(name).items})

    return finished


@pytest.mark.parametrize("module", syllabus().ready, ids=lambda module: module.id)
def test_the_exercises_are_those_that_are_graded(module):
    assert [exercise.partition(".")[2] for exercise in rubrics.ids(module.id)] == [
        exercise.partition(".")[2] for exercise in titles(module)
    ]


@pytest.mark.usefixtures("notes")
def test_every_module_is_there_in_its_order():
    assert [each.id for each in syllabus().modules] == re.findall(
        r"^  (m\d\d) ", progress().text, re.MULTILINE
    )


@pytest.mark.usefixtures("notes")
def test_who_has_not_begun_is_sent_to_the_first_lesson_that_is_ready():
    first = syllabus().ready[0]

    assert f"Next: {first.id.upper()}, {first.title}: begin with its lesson." in progress().text


def test_who_is_in_the_middle_is_sent_to_the_exercise_that_is_not_full(notes):
    notes.put("best/m05.e1", {"points": 10, "maximum": 10})
    notes.put("best/m05.e2", {"points": 4, "maximum": 10})
    shown = progress()

    assert "finish exercise E2, Let the topic sort, in which you have 4 of 10 points." in shown.text
    assert "m05 ◐ Publish-subscribe and fan-out: begun, and you are here; 1 of 5 exercises" in shown.text
    assert (
        'href="../exercises/m05_publish_subscribe/m05_publish_subscribe.ipynb#heading=E2:-Let-the-topic-sort"'
        in shown.html
    )


@pytest.mark.parametrize(
    "text, place",
    [
        (
            '{"cells": [{"id": "mine-2", "source": ["An aim.\\n", "## E2: Let the topic sort\\n"]}]}',
            "cell-id=mine-2",
        ),
        ('{"cells": []}', "heading=E2:-Let-the-topic-sort"),
        ("{", "heading=E2:-Let-the-topic-sort"),
    ],
)
def test_its_link_leads_to_the_cell_in_which_the_exercise_begins(notes, module, tmp_path, text, place):
    file = tmp_path / "exercises" / module.stem / f"{module.stem}.ipynb"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    notes.put("best/m05.e1", {"points": 10, "maximum": 10})

    shown = whole_course(syllabus(), notes, Links("../", tmp_path))

    assert f'href="../exercises/{module.stem}/{file.name}#{place}">Open the exercise</a>' in shown.html


def test_what_was_begun_comes_before_what_is_new(notes):
    notes.put("best/m09.e1", {"points": 3, "maximum": 10})

    assert "Next: M09" in progress().text


def test_what_only_the_full_grading_found_counts_too(notes, module):
    notes.put("best/m05.e1", {"points": 7, "maximum": 10})
    notes.put("proven/m05.e1", {"points": 10, "maximum": 10, "day": "2025-03-01"})

    assert "done" == row_of(module, notes).exercises[0].state


def test_with_full_points_the_knowledge_check_comes_next(notes, finish, module):
    finish("m05")
    notes.put("quiz/m05", {})

    assert "begun" == row_of(module, notes).state
    assert "answer its knowledge check, at the end of the lesson." in progress().text


def test_who_has_finished_is_told_so_and_shown_the_certificate(notes, finish):
    for each in syllabus().modules:
        finish(each.id)

    assert "take the assessment at the end of the course" in progress().text

    notes.put("assessment/post", {"answers": {}, "finished": True})

    assert "14 of 14 modules done, 68 of 68 exercises." in progress().text
    assert "Next: Everything is done. `course certificate" in progress().text
    assert "You are here" not in progress().html


def test_with_a_kit_comes_first_what_is_in_it(notes):
    rows = [row_of(each, notes) for each in syllabus().modules]
    kit = [row if row.module.id == "m05" else replace(row, exercises=()) for row in rows]

    step = next_step(kit)

    assert ("m05", "lesson") == (step.module.id, step.place)


def test_a_planned_module_is_no_next_step(notes):
    planned = [row_of(replace(each, ready=False), notes) for each in syllabus().modules]

    assert {"planned"} == {row.state for row in planned}
    assert next_step(planned) is None


def test_the_map_and_its_words_say_the_same_of_every_module(notes, finish):
    finish("m01")
    notes.put("best/m02.e1", {"points": 4, "maximum": 10})
    shown = progress()
    cards = re.findall(r'<li class="course-trail-(\w+)', shown.html)
    lines = re.findall(r"^  m\d\d (\S) ", shown.text, re.MULTILINE)

    assert [{"✓": "done", "◐": "begun", "○": "new"}[sign] for sign in lines] == cards


def test_a_link_leads_only_to_what_this_copy_has(notes, tmp_path):
    lesson = tmp_path / "lessons" / "m05_publish_subscribe.ipynb"
    lesson.parent.mkdir()
    lesson.write_text("{}")
    shown = whole_course(syllabus(), notes, Links("../", tmp_path)).html

    assert ["../lessons/m05_publish_subscribe.ipynb"] == re.findall(r'href="([^"]+)"', shown)


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    "here,way",
    [("lessons", "../lessons/m01_lab.ipynb"), ("exercises/m01_lab", "../../lessons/m01_lab.ipynb")],
)
def test_links_lead_from_where_the_notebook_is(here, way, tmp_path, monkeypatch):
    for name in ("welcome", "m01_lab"):
        (tmp_path / "lessons").mkdir(exist_ok=True)
        (tmp_path / "lessons" / f"{name}.ipynb").write_text("{}")
    (tmp_path / here).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / here)

    assert f'href="{way}"' in progress().html
