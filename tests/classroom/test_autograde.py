"""Each submission ends with points or with a reason, whoever starts the grading, and none stops the others."""

import hashlib
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.classroom.autograde import Outcome, grade_class
from grader.classroom.course import ClassroomError, gradebook, open_course
from grader.classroom.rows import NOT_GRADED, rows

CUT = "`toy.ipynb` breaks off in line 10: the file is not complete. Save the notebook and hand it in again."
MISSING = "No notebook was handed in: `toy.ipynb` is expected and the folder holds `notes.txt`. Hand in the notebook."


def _nbgrader(toy, *words):
    nbgrader = Path(sys.executable).with_name("nbgrader")
    done = subprocess.run([nbgrader, *words], cwd=toy.root, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def _digest(folder):
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()
    }


def _points(course):
    return {row.learner: (row.state, row.total) for row in rows(course, "toy")}


@pytest.fixture
def broken(toy):
    """Two submissions without a notebook that can be read."""
    toy.hand_in("cut", nbformat.writes(toy.notebook())[:150])
    toy.hand_in("missing", "My notes.", name="notes.txt")
    return toy


def test_what_cannot_be_read_ends_with_nought_and_a_reason(broken, course):
    before = _digest(broken.root / "classroom" / "submitted")

    outcomes = list(grade_class(course, "toy"))
    found = rows(course, "toy")

    assert [("cut", ""), ("missing", "")] == [(outcome.learner, outcome.error) for outcome in outcomes]
    assert {"cut": ("ungradable", 0.0), "missing": ("ungradable", 0.0)} == _points(course)
    assert [(CUT,), (MISSING,)] == [row.remarks for row in found]
    assert before == _digest(broken.root / "classroom" / "submitted")


def test_the_learner_reads_the_reason_in_the_feedback(broken, course):
    list(grade_class(course, "toy"))

    made = course.generate_feedback("toy")
    page = (broken.root / "classroom" / "feedback" / "cut" / "toy" / "toy.html").read_text(encoding="utf-8")

    assert made["success"]
    assert "breaks off in line 10" in page
    assert '<script src="http' not in page


def test_a_submission_without_a_readable_time_is_graded_and_told(broken, course):
    broken.hand_in("cut", "yesterday, honestly", name="timestamp.txt")
    (broken.folder("cut") / "timestamp.txt").write_text("yesterday, honestly", encoding="utf-8")

    list(grade_class(course, "toy", "cut"))

    assert "cannot be read, so nobody can tell" in rows(course, "toy")[0].remarks[-1]


def test_who_is_not_graded_and_who_handed_nothing_in_is_told(broken, course):
    list(grade_class(course, "toy", "cut"))
    with gradebook(course) as book:
        book.add_student("absent")

    found = {row.learner: (row.state, row.remarks) for row in rows(course, "toy")}

    assert ("waiting", (NOT_GRADED,)) == found["missing"]
    assert ("nothing", ("Nothing was handed in.",)) == found["absent"]


@pytest.mark.parametrize(
    "assignment, learner, reason",
    [
        ("m99", None, "There is no assignment `m99`; expected one of toy."),
        ("to", None, "There is no assignment `to`. Did you mean `toy`?"),
        ("tyo", None, "There is no assignment `tyo`. Did you mean `toy`?"),
        ("toy", "nobody", "`nobody` has not handed in `toy`."),
        ("toy", None, "Nobody has handed in `toy`. Run `nbgrader collect toy` first."),
    ],
)
def test_nothing_to_grade_is_said(course, assignment, learner, reason):
    with pytest.raises(ClassroomError) as caught:
        list(grade_class(course, assignment, learner))

    assert reason == str(caught.value)


def test_an_assignment_that_is_to_be_entered_is_said(course, toy):
    (toy.root / "solutions" / "new").mkdir()
    with pytest.raises(ClassroomError) as caught:
        list(grade_class(course, "new"))

    assert "The gradebook has no assignment `new`. Run `nbgrader generate_assignment new` first." == str(
        caught.value
    )


def test_a_folder_without_a_course_is_said(tmp_path):
    with pytest.raises(ClassroomError, match=r"holds no nbgrader_config\.py"):
        open_course(tmp_path)


@pytest.mark.kernel
def test_what_was_graded_is_passed_over_and_what_was_interrupted_is_not(toy, course):
    toy.hand_in("full", toy.notebook())
    graded = toy.root / "classroom" / "autograded" / "full" / "toy" / "toy.ipynb"
    list(grade_class(course, "toy"))
    first = graded.stat().st_mtime_ns
    list(grade_class(course, "toy"))
    second = graded.stat().st_mtime_ns
    # A run that is killed between nbgrader's two passes leaves the notebook with the answers, not yet run.
    text = graded.read_text(encoding="utf-8")
    graded.chmod(0o644)
    graded.write_text(text.replace('"graded": true', '"graded": false'), encoding="utf-8")
    again = list(grade_class(course, "toy"))

    assert first == second
    assert '"graded": true' in graded.read_text(encoding="utf-8")
    assert [Outcome("full", again[0].seconds, level=again[0].level)] == again
    assert {"full": ("graded", 20.0)} == _points(course)


@pytest.mark.kernel
def test_nbgraders_own_command_grades_alike(broken, course):
    broken.hand_in("renamed", broken.notebook(), name="toy-Copy1.ipynb")

    code, said = _nbgrader(broken, "autograde", "toy")

    assert 0 == code, said
    assert {
        "cut": ("ungradable", 0.0),
        "missing": ("ungradable", 0.0),
        "renamed": ("graded", 20.0),
    } == _points(course)


@pytest.mark.kernel
@pytest.mark.slow
def test_a_submission_goes_round_by_nbgraders_commands(toy, course, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(toy.root / "data"))
    monkeypatch.setenv("USER", "learner-01")
    for words in (
        ("release_assignment", "toy"),
        ("fetch_assignment", "toy"),
        ("submit", "toy", "--student", "learner-01"),
        ("collect", "toy"),
    ):
        code, said = _nbgrader(toy, *words)
        assert 0 == code, said
    collected = [path.name for path in (toy.root / "classroom" / "submitted").iterdir()]
    # One more came by mail, so it lacks the secret by which nbgrader's feedback is fetched.
    toy.hand_in("by-mail", "")
    for words in (
        ("autograde", "toy"),
        ("generate_feedback", "toy"),
        ("release_feedback", "toy"),
        ("export",),
    ):
        code, said = _nbgrader(toy, *words)
        assert 0 == code, said
    released = list((toy.root / "classroom" / "exchange" / "integration" / "feedback").glob("*.html"))

    assert 1 == len(collected)
    assert 1 == len(released)
    assert 3 == len((toy.root / "grades.csv").read_text(encoding="utf-8").splitlines())
