"""Whoever studies alone finds what is next, is checked, helped and shown the solution in time, and loses nothing."""

import json
import re
from datetime import date

import pytest

from course import learner
from course.exercises import titles
from course.syllabus import syllabus
from course.widgets.lesson.questions import read
from grader.study.answer import answer
from grader.study.places import StudyError, notebook, solved
from grader.study.places import module as module_named
from grader.study.proven import proven
from grader.study.watching import saves


def test_next_begins_with_the_first_lesson(course, work):
    said = course("next").output

    assert said.startswith("M01, ")
    assert said.rstrip().endswith(str(work / "lessons" / "m01_lab.ipynb"))


def test_next_goes_on_with_what_was_begun(course, work):
    learner.notes().put("best/m07.e1", {"points": 4, "maximum": 10})

    said = course("next").output

    assert "M07, Orchestration and the States Language: finish exercise E1, Predict" in said
    assert "in which you have 4 of 10 points." in said


def test_next_ends_where_everything_is_done(course):
    notes = learner.notes()
    for module in syllabus().ready:
        for exercise in titles(module):
            notes.put(f"best/{exercise}", {"points": 10, "maximum": 10})
        notes.put(f"quiz/{module.id}", {question.id: [0] for question in read(module.id).items})
    before = course("next").output
    notes.put("assessment/post", {"answers": {}, "finished": True})

    assert (
        "M14, Capstone: the whole system, under fire: take the assessment at the end of the course" in before
    )
    assert "Everything that is ready is done." in course("next").output


def test_exercises_are_listed_with_points_and_open_hints(course):
    learner.notes().put("best/m07.e2", {"points": 10, "maximum": 10})
    learner.notes().put("hints/m07.e2", 3)

    rows = json.loads(course("exercises", "m07", "--json", folder=False).output)

    assert ["m07.e1", "m07.e2", "m07.e3", "m07.e4", "m07.e5"] == [row["exercise"] for row in rows]
    assert {"notebook": 10.0, "graded": None, "hints": 3} == {
        key: rows[1][key] for key in ("notebook", "graded", "hints")
    }
    assert "3 of 4" in course("exercises", "m07", folder=False).output


@pytest.mark.slow
def test_what_full_grading_finds_is_proven_and_stands_on_the_certificate(course, solve, tmp_path):
    solve("m07.e1")

    checked = course("check", "m07")
    page = tmp_path / "mine.html"
    shown = course("certificate", str(page), "--name", "Ada <Byron>", folder=False)

    assert 0 == checked.exit_code, checked.output
    assert "10 of 50 points in 5 exercises" in checked.output
    assert (10.0, 10.0) == ((found := proven("m07.e1", learner.notes())).points, found.maximum)
    assert date.fromisoformat(found.day) <= date.today()  # noqa: DTZ011  the learner's own day
    assert "Predict: 10 of 10" in shown.output
    text = page.read_text(encoding="utf-8")
    assert "Ada &lt;Byron&gt;" in text
    assert "Payment workflow" not in text
    assert [] == re.findall(r"<script|<link|<img|src=|@import|https?://", text)


def test_a_certificate_of_nothing_is_refused(course, tmp_path):
    refused = course("certificate", str(tmp_path / "mine.html"), folder=False)

    assert 1 == refused.exit_code
    assert "Nothing is proven yet." in refused.output
    assert not (tmp_path / "mine.html").exists()


def test_a_hint_is_opened_and_noted(course):
    said = course("hint", "m07.e1", folder=False).output

    assert said.startswith("hint 1 of 4: ")
    assert 1 == learner.notes().get("hints/m07.e1")


def test_advice_is_a_command_as_it_is_typed_here(course, monkeypatch):
    inside = course("solution", "m07.e1").output
    monkeypatch.setenv("COURSE_CALLED", "python3 start.py")
    outside = course("solution", "m07.e1").output

    assert "`course hint m07.e1` opens the next." in inside
    assert "`python3 start.py hint m07.e1` opens the next." in outside


def test_a_solution_stays_shut_until_full_points_or_all_hints(course, solve):
    solve("m07.e1")
    shut = course("solution", "m07.e1")
    learner.notes().put("hints/m07.e1", 4)
    opened = course("solution", "m07.e1")

    assert 1 == shut.exit_code
    assert "so far 0 of 4" in shut.output
    assert 0 == opened.exit_code
    assert "BEGIN SOLUTION" not in opened.output
    assert "-# mine" in opened.output


def test_a_solution_has_the_learners_own_values(course, solve, module, work):
    solve("m07.e5")
    learner.notes().put("best/m07.e5", {"points": 10, "maximum": 10})

    opened = course("solution", "m07.e5").output.split("What is otherwise in yours")[0]

    mine = set(re.findall(r"[a-z]+-\d\d-send-reminder", answer(notebook(module, work), "m07.e5")))
    assert mine == set(re.findall(r"[a-z]+-\d\d-send-reminder", opened))


def test_a_kit_has_no_solutions_and_says_so(module, tmp_path):
    with pytest.raises(StudyError, match="holds no solutions"):
        solved(module, tmp_path)


def test_reset_begins_anew_and_keeps_the_old_answer(course, solve, module, work):
    before = answer(notebook(module, work), "m07.e1")
    solve("m07.e1", "m07.e2")
    mine = answer(notebook(module, work), "m07.e1")
    other = answer(notebook(module, work), "m07.e2")

    first, second = course("reset", "m07.e1"), course("reset", "m07.e1")
    solve("m07.e1")
    course("reset", "m07.e1")

    kept = sorted((work / "kept" / "m07.e1").iterdir())
    assert (0, before, other) == (
        first.exit_code,
        answer(notebook(module, work), "m07.e1"),
        answer(notebook(module, work), "m07.e2"),
    )
    assert [f"{mine.rstrip()}\n"] * 2 == [path.read_text(encoding="utf-8") for path in kept]
    assert str(kept[0]) in first.output
    assert "m07.e1 is as it was released.\n" == second.output


def test_another_gives_other_values_and_keeps_the_old_answers(course, solve, module, work):
    solve("m07.e5")
    mine, key = answer(notebook(module, work), "m07.e5"), learner.values_key("m07.e5")

    done = course("another", "m07")

    (kept,) = (work / "kept" / "m07.e5").iterdir()
    assert 0 == done.exit_code, done.output
    assert f"{mine.rstrip()}\n" == kept.read_text(encoding="utf-8")
    assert key != learner.values_key("m07.e5")
    assert "" == learner.values_key("m08.e1")


def test_another_is_refused_to_somebody_of_a_class(course, solve, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "ada")

    refused = course("another", "m07")

    assert 1 == refused.exit_code
    assert "You are named by a class" in refused.output
    assert "" == learner.values_key("m07.e1")


@pytest.mark.slow
def test_with_other_values_other_answers_are_right(course, solve):
    course("another", "m07")
    solve("m07.e5")

    assert "10 of 50 points in 5 exercises" in course("check", "m07").output


@pytest.mark.slow
def test_a_notebook_is_checked_again_each_time_it_is_saved(course, solve, module, work, monkeypatch):
    path = notebook(module, work)

    def save_and_stop(each):
        times = saves(each, lambda _: None)
        yield next(times)
        solve("m07.e1")
        yield next(times)
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.study.watching.saves", save_and_stop)

    said = course("watch", "m07").output

    assert f"{path} is checked each time" in said
    assert 2 == said.count("m07.e1: ")
    assert 1 == said.count("m07.e2: ")
    assert "m07.e1: 10 of 10 (it was 0)\n10 of 50 points\nStopped.\n" in said


@pytest.mark.parametrize(
    "words, said",
    [
        (["reset", "m99.e1"], "There is no module 'm99'"),
        (["hint", "m07.e9"], "There is no exercise `m07.e9`; the module has: m07.e1"),
        (["check", "m07", "--folder", "nowhere"], "`course lab` puts your own copies"),
        (["check", "nowhere.ipynb"], "nowhere.ipynb"),
        (["solution", "m07"], "There is no exercise `m07`"),
    ],
)
@pytest.mark.usefixtures("work")
def test_what_is_not_there_is_said_in_a_sentence(words, said, course):
    refused = course(*words, folder=False)

    assert 1 == refused.exit_code
    assert said in " ".join(refused.output.split())
    assert "Traceback" not in refused.output


def test_a_notebook_that_is_none_is_left_alone(course, module, work):
    notebook(module, work).write_text("{", encoding="utf-8")

    refused = course("reset", "m07.e1")

    assert 1 == refused.exit_code
    assert "cannot be read as a notebook" in refused.output
    assert "{" == notebook(module, work).read_text(encoding="utf-8")


def test_an_answer_cell_that_is_gone_is_told(course, module, work):
    path = notebook(module, work)
    path.write_text(path.read_text(encoding="utf-8").replace("e1_solution", "mine"), encoding="utf-8")

    refused = course("reset", "m07.e1")

    assert 1 == refused.exit_code
    assert "has no answer cell of m07.e1 any more" in refused.output


def test_a_module_that_is_planned_cannot_be_opened(monkeypatch):
    from dataclasses import replace

    from course.syllabus import syllabus

    planned = replace(syllabus(), modules=tuple(replace(each, ready=False) for each in syllabus().modules))
    monkeypatch.setattr("grader.study.places.syllabus", lambda: planned)

    with pytest.raises(StudyError, match="is planned; there is nothing to open yet"):
        module_named("m07")
