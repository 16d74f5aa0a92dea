"""A class is graded at once, and what comes out is what nbgrader's own command would have left, row by row."""

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from grader.classroom import lanes
from grader.classroom.autograde import grade_class
from grader.classroom.course import ClassroomError, gradebook, open_course, without_database_warnings
from grader.classroom.demo import ASSIGNMENT, Source, make_class, open_assignment
from grader.classroom.marks import grade_id
from grader.classroom.rows import rows
from grader.classroom.shelf import graded_notebook

COURSE = Path(__file__).parents[2]
BUILT = COURSE / "exercises" / ASSIGNMENT
LATE = "2025-03-11 10:00:00.000000 UTC"
DUE = "2025-03-10 10:00:00"
# Virtual time costs none, but what happens in it is the examiner's work.
BUSY = """
from course.cloud import Account
account = Account().start()
account.client("events").put_rule(Name="r", ScheduleExpression="rate(1 minute)")
account.clock.advance(10**9)
"""
ANSWERS = {
    "right": {},
    "half": {"e1": "def double(number):\n    return 2 * abs(number)"},
    "wrong": {"e2": "def shout(text):\n    return text"},
    "raising": {"e1": "def double(number):\n    raise ValueError(number)\n\nprint('defined')"},
    "ending": {"e2": "import os\nos._exit(1)"},
}


@pytest.fixture
def examined(monkeypatch):
    """The papers that are examined from now on."""
    papers = []

    def examine(paper, really=lanes.examine_plain):
        papers.append(paper)
        return really(paper)

    monkeypatch.setattr(lanes, "examine_plain", examine)
    return papers


@pytest.fixture
def class_of_toys(toy):
    """A submission of every kind, one of them late, one beside other files, two that cannot be read."""
    for learner, answers in ANSWERS.items():
        toy.hand_in(learner, toy.notebook(**answers))
    toy.hand_in("untouched", toy.released)
    toy.hand_in("cut", nbformat.writes(toy.notebook())[:150])
    (toy.hand_in("late", toy.notebook()) / "timestamp.txt").write_text(LATE, encoding="utf-8")
    (toy.folder("right") / "data").mkdir()
    (toy.folder("right") / "data" / "rows.csv").write_text("a,b\n", encoding="utf-8")
    return toy


def _grade(course, *words, **named):
    return {outcome.learner: outcome.error for outcome in grade_class(course, "toy", *words, **named)}


def _points(course):
    return {row.learner: tuple(row.points.values()) for row in rows(course, "toy")}


def _due(course, method):
    with gradebook(course) as book:
        book.update_or_create_assignment("toy", duedate=DUE)
    course.parent.config.LateSubmissionPlugin.penalty_method = method


def _graded_by_nbgrader(root, assignment, method="none"):
    """Grade a copy of the course in `root` by nbgrader's own command; return where it is."""
    copy = Path(shutil.copytree(root, root.parent / "nbgraders-own"))
    course = open_course(copy)
    course.parent.config.LateSubmissionPlugin.penalty_method = method
    course.coursedir.student_id = "*"
    with without_database_warnings():
        result = course.autograde(assignment, "*")
    assert result["success"], result
    return copy


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("method", ["none", "zero"])
def test_gradebook_and_folders_are_those_that_nbgrader_leaves(
    class_of_toys, course, method, in_gradebook, in_folders
):
    _due(course, method)
    copy = _graded_by_nbgrader(class_of_toys.root, "toy", method)

    found = _grade(course)

    assert dict.fromkeys((*ANSWERS, "untouched", "cut", "late"), "") == found
    assert in_gradebook(copy) == in_gradebook(class_of_toys.root)
    assert in_folders(copy) == in_folders(class_of_toys.root)


@pytest.mark.kernel
def test_what_is_known_is_not_examined_again(class_of_toys, course, examined, in_gradebook, in_folders):
    _grade(course)
    first, before = len(examined), (in_gradebook(class_of_toys.root), in_folders(class_of_toys.root))
    again = list(grade_class(course, "toy"))

    assert len(ANSWERS) + 2 == first == len(examined)
    assert [f"{one}: graded before" for one in sorted([*ANSWERS, "untouched", "cut", "late"])] == [
        str(outcome) for outcome in again
    ]
    assert before == (in_gradebook(class_of_toys.root), in_folders(class_of_toys.root))


@pytest.mark.kernel
def test_a_new_answer_is_examined_and_the_others_are_not(toy, course, examined):
    toy.hand_in("one", toy.notebook())
    toy.hand_in("other", toy.notebook())
    _grade(course)
    toy.hand_in("one", toy.notebook(e1="def double(number):\n    return 0"))
    examined.clear()
    _grade(course)

    assert ["one"] == [paper["learner_id"] for paper in examined]
    assert {"one": (2.5, 10.0), "other": (10.0, 10.0)} == _points(course)


@pytest.mark.kernel
def test_the_same_answers_handed_in_later_are_entered_without_being_examined(
    toy, course, examined, in_gradebook
):
    toy.hand_in("one", toy.notebook())
    _grade(course)
    (toy.folder("one") / "timestamp.txt").write_text(LATE, encoding="utf-8")
    examined.clear()
    _grade(course)

    assert [] == examined
    assert "2025-03-11 10:00:00.000000" == in_gradebook(toy.root)["submissions"][0][2]
    assert LATE == (toy.root / "classroom/autograded/one/toy/timestamp.txt").read_text(encoding="utf-8")


@pytest.mark.kernel
def test_a_gradebook_that_was_lost_is_filled_without_examining(toy, course, examined, in_gradebook):
    toy.hand_in("one", toy.notebook())
    _grade(course)
    before = in_gradebook(toy.root)
    with gradebook(course) as book:
        book.remove_submission("toy", "one")
    examined.clear()
    _grade(course)

    assert [] == examined
    assert before == in_gradebook(toy.root)


@pytest.mark.kernel
def test_one_exercise_is_graded_again_and_the_others_stay(toy, course, examined, in_gradebook, in_folders):
    toy.hand_in("one", toy.notebook(e2=ANSWERS["wrong"]["e2"]))
    _grade(course)
    before = in_gradebook(toy.root), in_folders(toy.root)
    examined.clear()
    _grade(course, exercise="e2")

    assert [["Cell e2_grade"]] == [
        [cell["name"] for cell in paper["cells"] if cell["kind"] == "grade"] for paper in examined
    ]
    assert before == (in_gradebook(toy.root), in_folders(toy.root))


@pytest.mark.kernel
def test_all_or_one_learner_is_graded_again_by_force(toy, course, examined):
    for learner in ("one", "other"):
        toy.hand_in(learner, toy.notebook())
    _grade(course)
    examined.clear()
    _grade(course, "one", force=True)
    _grade(course, force=True)

    assert ["one", "one", "other"] == sorted(paper["learner_id"] for paper in examined)


def test_an_exercise_that_is_not_there_is_said(toy, course):
    toy.hand_in("one", toy.notebook())

    with pytest.raises(ClassroomError, match=r"`toy` has no exercise `e9`; it has: e1, e2\."):
        _grade(course, exercise="e9")


@pytest.mark.kernel
def test_a_score_by_hand_stays_and_asks_to_be_looked_at_after_grading_again(toy, course, in_gradebook):
    toy.hand_in("one", toy.notebook())
    _grade(course)
    with gradebook(course) as book:
        book.find_grade("e1_grade", "toy", "toy", "one").manual_score = 3
        book.db.commit()
    _grade(course)
    untouched = in_gradebook(toy.root)["grades"][0][3:6]
    _grade(course, force=True)

    assert (10, 3, 0) == untouched
    assert (10, 3, 1) == in_gradebook(toy.root)["grades"][0][3:6]
    assert {"one": (3.0, 10.0)} == _points(course)


def test_links_and_pipes_are_left_out_and_told(toy, course, in_folders):
    folder = toy.hand_in("one", "")
    (folder / "data.csv").symlink_to(toy.root / "solutions" / "toy" / "toy.ipynb")
    os.mkfifo(folder / "pipe")
    _grade(course)
    kept = {Path(name).name for name in in_folders(toy.root)}

    assert {"toy.ipynb", "timestamp.txt"} == kept
    assert [
        "`toy.ipynb` is empty. Save the notebook and hand it in again.",
        "`data.csv` was left out: it is a link to another file.",
        "`pipe` was left out: it is no file that can be read.",
    ] == list(rows(course, "toy")[0].remarks)


def test_a_pipe_in_the_place_of_a_notebook_is_told(toy, course):
    os.mkfifo(toy.hand_in("one", "", name="notes.txt") / "toy.ipynb")
    _grade(course)

    assert ("`toy.ipynb` cannot be opened: it is no file. Hand in the notebook itself.",) == rows(
        course, "toy"
    )[0].remarks


def test_what_no_examiner_can_examine_is_told_and_stops_nobody(toy, course, monkeypatch):
    toy.hand_in("one", toy.notebook())
    toy.hand_in("other", "")
    monkeypatch.setattr(lanes, "examine_plain", lambda paper: {"broke": "the examination ended with code -9"})

    found = _grade(course)

    assert {
        "one": "No examiner could examine this: the examination ended with code -9.",
        "other": "",
    } == found
    assert {"one": "waiting", "other": "ungradable"} == {
        row.learner: row.state for row in rows(course, "toy")
    }


def test_what_cannot_be_entered_is_told_and_entered_by_the_next_run(toy, course, monkeypatch):
    from grader.classroom.entries import Entries

    toy.hand_in("one", "")
    with monkeypatch.context() as patched:
        patched.setattr(Entries, "enter", lambda *_: (_ for _ in ()).throw(OSError("database is locked")))
        found = _grade(course)
    state = rows(course, "toy")[0].state

    assert {
        "one": "This could not be entered: OSError: database is locked. Grade it again when that is put right."
    } == found
    assert "waiting" == state
    assert {"one": ""} == _grade(course)
    assert "ungradable" == rows(course, "toy")[0].state


def test_two_runs_at_once_are_refused(toy, course):
    toy.hand_in("one", "")
    toy.hand_in("other", "")
    first = grade_class(course, "toy")
    next(first)

    with pytest.raises(ClassroomError, match="another run is grading into"):
        _grade(course)
    first.close()
    assert {"one": "", "other": ""} == _grade(course)


@pytest.mark.kernel
def test_a_learners_outcome_is_kept_where_it_was_left_out(toy, course):
    toy.hand_in("ending", toy.notebook(**ANSWERS["ending"]))
    _grade(course)
    first = nbformat.writes(graded_notebook(course, "toy", "ending"))
    (toy.folder("ending") / "timestamp.txt").write_text(LATE, encoding="utf-8")
    _grade(course)

    assert first == nbformat.writes(graded_notebook(course, "toy", "ending"))
    assert ["Cell e2_solution ended its process."] == list(rows(course, "toy")[0].remarks)


@pytest.mark.kernel
@pytest.mark.slow
def test_a_submission_whose_time_runs_out_keeps_what_was_graded_and_is_known_by_the_next_run(
    toy, course, examined
):
    course.parent.config.Execute.timeout = 1
    notebook = toy.notebook()
    at = next(at for at, cell in enumerate(notebook.cells) if grade_id(cell) == "e2_solution")
    notebook.cells[at:at] = [v4.new_code_cell(BUSY) for _ in range(8)]
    toy.hand_in("slow", notebook)

    first, second = _grade(course), [str(each) for each in grade_class(course, "toy")]
    (row,) = rows(course, "toy")

    assert {"slow": ""} == first
    assert ["slow: graded before"] == second
    assert 1 == len(examined)
    assert ("graded", {"e1": 10.0, "e2": 0.0}) == (row.state, row.points)
    assert row.left_out["e2"].startswith(
        "The time ran out: the cells of a notebook may take 10 s together, and the longest here was Code cell "
    )
    assert row.left_out["e2"] in row.remarks


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.skipif(not BUILT.is_dir(), reason="the exercises are not built")
def test_the_class_of_twelve_is_left_as_nbgrader_leaves_it(tmp_path, in_gradebook, in_folders):
    make_class(tmp_path / "class", Source(COURSE))
    course = open_course(tmp_path / "class")
    open_assignment(course, ASSIGNMENT)
    copy = _graded_by_nbgrader(tmp_path / "class", ASSIGNMENT)

    assert {""} == {outcome.error for outcome in grade_class(course, ASSIGNMENT)}
    ours, theirs = ([in_gradebook(root), in_folders(root)] for root in (tmp_path / "class", copy))
    assert theirs == ours
