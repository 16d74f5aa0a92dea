"""A generated class has handed in every module, is the same each time, and is graded by one command as it deserves."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from course.syllabus import syllabus
from grader.classroom import whole_class
from grader.classroom.course import open_course
from grader.classroom.demo import Source, make_whole_class, open_assignment
from grader.classroom.whole_class import LEARNERS, casts, sources
from grader.cli import app

COURSE = Path(__file__).parents[2]
BUILT = (COURSE / "exercises" / "m07_orchestration").is_dir()


@pytest.fixture
def few(monkeypatch):
    """Two modules whose papers take little, and four learners."""
    some = [source for source in sources(COURSE) if source.module in ("m07", "m08")]
    monkeypatch.setattr(whole_class, "sources", lambda _: some)
    monkeypatch.setattr(casts, "__defaults__", (4,))
    monkeypatch.chdir(COURSE)
    return some


def test_thirty_learners_hand_in_every_module_that_is_ready():
    found = casts(sources(COURSE))
    learners = {member.learner for cast in found.values() for member in cast}

    assert [module.stem for module in syllabus().ready] == [source.assignment for source in found]
    assert LEARNERS == len(learners)
    assert all(LEARNERS // 2 < len(cast) <= LEARNERS for cast in found.values())


def test_the_same_stored_answers_make_the_same_class():
    assert casts(sources(COURSE)) == casts(sources(COURSE))


def test_every_kind_of_answer_and_of_accident_occurs():
    members = [member for cast in casts(sources(COURSE)).values() for member in cast]
    kinds = {kind for member in members for kind in member.answers.values()}

    assert {"reference", "none", "untouched"} < kinds
    assert len([kind for kind in kinds if kind.startswith("K")]) > 50
    assert {"missing", "truncated", "renamed", "edited", "none"} >= {member.mishap for member in members}
    assert 2 < len({member.mishap for member in members})


def test_all_is_refused_beside_a_name_and_asked_for_without_one(toy, monkeypatch):
    monkeypatch.chdir(toy.root)
    for words in (["autograde"], ["autograde", "toy", "--all"], ["report"], ["report", "toy", "--all"]):
        done = CliRunner().invoke(app, words)

        assert 2 == done.exit_code, words
        assert "name one assignment, or say --all" in " ".join(done.output.replace("│", " ").split())


def test_one_exercise_of_all_assignments_is_refused(toy, monkeypatch):
    monkeypatch.chdir(toy.root)

    done = CliRunner().invoke(app, ["autograde", "--all", "--exercise", "e1"])

    assert 2 == done.exit_code
    assert "it is of one assignment" in done.output


def test_where_nobody_handed_in_anything_that_is_said(toy, monkeypatch):
    monkeypatch.chdir(toy.root)

    done = CliRunner().invoke(app, ["autograde", "--all"])

    assert 1 == done.exit_code
    assert "Nobody has handed in anything of what is in the gradebook." in done.output


@pytest.mark.slow
@pytest.mark.skipif(not BUILT, reason="the exercises are not built")
def test_a_whole_class_is_made_and_graded_as_it_deserves(few, tmp_path):
    folder = tmp_path / "class"

    done = CliRunner().invoke(app, ["demo-class", str(folder), "--all", "--grade"])

    assert 0 == done.exit_code, done.output
    assert "Each has the points deserved." in done.output
    assert {f"{source.assignment}.csv" for source in few} == {
        path.name for path in (folder / "expected").iterdir()
    }


@pytest.mark.slow
@pytest.mark.skipif(not BUILT, reason="the exercises are not built")
def test_one_command_grades_all_assignments_and_one_shows_them(few, tmp_path, monkeypatch):
    made = make_whole_class(tmp_path / "class", casts(few))
    for assignment in made:
        open_assignment(open_course(tmp_path / "class"), assignment)
    monkeypatch.chdir(tmp_path / "class")

    graded = CliRunner().invoke(app, ["autograde", "--all"])
    shown = CliRunner().invoke(app, ["report", "--all", "--html", "course.html", "--csv", "course.csv"])
    read = CliRunner().invoke(app, ["report", "--all"])

    assert (0, 0, 0) == (graded.exit_code, shown.exit_code, read.exit_code), graded.output + shown.output
    assert sum(map(len, made.values())) == graded.output.count(": graded in ")
    assert all(f"{source.assignment}:\n" in graded.output for source in few)
    assert read.output.startswith("learner     m07  m08  grade   of  share\nlearner-01")
    assert Source(COURSE).assignment not in read.output
