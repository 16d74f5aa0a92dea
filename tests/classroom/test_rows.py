"""The rows of a class hold what the gradebook and the examiner say, and nothing that a learner says."""

import json
import shutil
from dataclasses import replace

import nbformat
import pytest
from nbformat import NotebookNode, v4
from typer.testing import CliRunner

from grader.checks import Finding, Hint, PartResult, Report
from grader.classroom.course import gradebook
from grader.classroom.examined import examined
from grader.classroom.rows import NOT_GRADED, Person, Row, rows
from grader.classroom.table import as_table
from grader.cli import app
from grader.notebook import REPORT

ROWS = [
    Row("learner-01", "graded", {"e1": 10.0, "e2": 7.5}, 17.5, 20.0),
    Row("learner-02", "graded", {"e1": 0.0, "e2": 0.0}, 0.0, 20.0, 5400.0, ("First.", "Second.")),
    Row("=learner()", "nothing", {"e1": 0.0, "e2": 0.0}, 0.0, 20.0, remarks=("Nothing was handed in.",)),
]
TABLE = """\
learner     e1   e2  total  of   late  state
learner-01  10  7.5   17.5  20         graded
learner-02   0    0      0  20  1.5 h  graded
=learner()   0    0      0  20         nothing

learner-02: First.
learner-02: Second."""
PENALISED = """\
learner     e1   e2  total  penalty  grade  of   late  state
learner-01  10  7.5   17.5            17.5  20         graded
learner-02   0    0      0        2      0  20  1.5 h  graded"""
LEVEL = "isolated by everything"
PARTS = (
    PartResult("numbers are doubled", "B", 6, 0.0, (Finding("row 1", 1, 3, 2, 1),) * 2, rows=4),
    PartResult("nothing is printed", "B", 4, 4.0, rows=1),
)
HALF = Report(
    "toy.e1", "Double", 4.0, 10.0, PARTS, "Look first.", grading=True, hint=Hint("K1.1", "Which sign?")
)


def test_a_table_is_for_reading():
    assert TABLE == as_table(ROWS)


def test_a_table_without_learners_is_its_heads():
    assert "learner  total  of  late  state" == as_table([])


def test_where_somebody_was_late_a_table_says_what_that_cost():
    late = [ROWS[0], replace(ROWS[1], penalty=2.0, remarks=())]

    assert PENALISED == as_table(late)


def test_a_remark_stays_on_its_line_and_steers_no_terminal():
    evil = replace(ROWS[1], remarks=("holds `x\nlearner-99: \x1b[2Jfull marks`",))

    assert "learner-02: holds `x\ufffdlearner-99: \ufffd[2Jfull marks`" == as_table([evil]).splitlines()[-1]


def test_a_penalty_takes_nobody_below_nought():
    assert [15.5, 0.0] == [replace(row, penalty=2.0).grade for row in ROWS[:2]]


def test_a_row_has_what_the_examiner_found(enter, course):
    enter("ada", e1=HALF, e2=replace(HALF, exercise="toy.e2", untouched=True, points=0.0, hint=None))

    (row,) = rows(course, "toy")

    assert ("graded", {"e1": 4.0, "e2": 0.0}, {"e1": 10.0, "e2": 10.0}) == (row.state, row.points, row.maxima)
    assert ["failed", "held"] == [part.state for part in row.examined["e1"].parts]
    assert "numbers are doubled" == row.examined["e1"].first_failed
    assert ("K1.1", "Which sign?") == (row.examined["e1"].misconception, row.examined["e1"].hint)
    assert row.examined["e2"].untouched
    assert LEVEL == row.level


def test_a_grade_cell_without_points_has_its_reason(enter, course):
    enter("ada", e1=HALF)

    (row,) = rows(course, "toy")

    assert {"e2": "The grade cell did not end in a number within its points."} == row.left_out


def test_each_learner_has_a_row_whatever_became_of_the_submission(enter, toy, course):
    enter("graded", e1=HALF)
    enter("broken", notebook="{")
    toy.hand_in("waits", toy.notebook())
    with gradebook(course) as book:
        book.add_student(
            "absent", first_name="Ada", last_name="Byron", email="ada@example.org", lms_user_id="7"
        )

    found = {row.learner: row for row in rows(course, "toy")}

    assert {"absent": "nothing", "broken": "ungradable", "graded": "graded", "waits": "waiting"} == {
        learner: row.state for learner, row in found.items()
    }
    assert Person("Ada", "Byron", "ada@example.org", "7") == found["absent"].person
    assert (NOT_GRADED,) == found["waits"].remarks
    assert found["broken"].remarks[0].startswith("`toy.ipynb`")
    assert [False, True, True, False] == [row.has_grade for row in found.values()]


def test_a_grade_by_hand_counts_and_is_mentioned(enter, course):
    enter("ada", e1=HALF, e2=replace(HALF, exercise="toy.e2"))
    with gradebook(course) as book:
        grade = book.find_grade("e1_grade", "toy", "toy", "ada")
        grade.manual_score = 9.0
        book.db.commit()

    (row,) = rows(course, "toy")

    assert {"e1": 9.0, "e2": 4.0} == row.points
    assert ("e1 was given 9 points by hand, in place of 4.",) == row.remarks


def test_extra_credit_counts_and_is_mentioned(enter, course):
    enter("ada", e1=HALF, e2=replace(HALF, exercise="toy.e2"))
    with gradebook(course) as book:
        book.find_grade("e1_grade", "toy", "toy", "ada").extra_credit = 1.5
        book.db.commit()

    (row,) = rows(course, "toy")

    assert {"e1": 5.5, "e2": 4.0} == row.points
    assert ("e1 was given 1.5 points more by hand, as extra credit.",) == row.remarks


def test_a_grade_by_hand_that_is_older_than_the_examination_is_to_be_looked_at(enter, course):
    enter("ada", e1=HALF)
    with gradebook(course) as book:
        book.find_grade("e1_grade", "toy", "toy", "ada").manual_score = 9.0
        book.db.commit()
    enter("ada", e1=replace(HALF, points=6.0))

    (row,) = rows(course, "toy")

    assert row.remarks[0].endswith("in place of 6. It was graded again since: look whether that still holds.")


def test_a_check_that_broke_is_told_to_the_instructor(enter, course):
    enter("ada", e1=replace(HALF, points=0.0, defect="m05.e1, part “x”: KeyError: 'y'"))

    (row,) = rows(course, "toy")

    assert row.remarks[0].startswith(
        "e1 has no points because the course's own check broke: m05.e1, part “x”: KeyError"
    )


def test_who_was_graded_keeps_the_grade_when_the_files_handed_in_are_gone(enter, toy, course):
    enter("ada", e1=HALF)
    shutil.rmtree(toy.folder("ada").parent)

    (row,) = rows(course, "toy")

    assert ("graded", 4.0) == (row.state, row.total)


def _cell(grade_id, report, **marks):
    cell = v4.new_code_cell("", outputs=[v4.new_output("display_data", {REPORT: report})])
    cell.metadata["nbgrader"] = NotebookNode(grade_id=grade_id, **marks)
    return cell


def test_only_the_grade_cell_of_an_exercise_is_read():
    full = replace(HALF, points=10.0).as_dict()
    cells = [
        _cell("e1_solution", full, grade=False, solution=True),
        _cell("forged_grade", full, grade=True),
        _cell("e2_grade", full, grade=True),
        v4.new_code_cell("", outputs=[v4.new_output("display_data", {REPORT: full})]),
        _cell("e1_grade", HALF.as_dict(), grade=True),
    ]

    found = examined(v4.new_notebook(cells=cells), ["e1", "e2"])

    assert {"e1": 4.0} == {exercise: each.points for exercise, each in found.items()}


def test_a_report_in_the_notebook_handed_in_is_none(enter, toy, course):
    notebook = toy.notebook()
    forged = v4.new_output("display_data", {REPORT: replace(HALF, points=10.0).as_dict()})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(forged)]

    enter("mallory", notebook=notebook, e2=replace(HALF, exercise="toy.e2"))
    (row,) = rows(course, "toy")

    assert {"e2": 4.0} == {exercise: each.points for exercise, each in row.examined.items()}
    assert 4.0 == row.total


@pytest.mark.parametrize("report", ["no report", ["a list"], {"exercise": "toy.e1"}, None, 7])
def test_a_report_of_another_form_counts_as_none(report):
    notebook = v4.new_notebook(cells=[_cell("e1_grade", report, grade=True)])

    assert {} == examined(notebook, ["e1"])


@pytest.fixture
def report(toy, monkeypatch):
    """Call `grader report toy` in the toy course."""
    monkeypatch.chdir(toy.root)
    return lambda *words: CliRunner().invoke(app, ["report", "toy", *map(str, words)])


def test_the_command_shows_learners_and_the_class(enter, report):
    enter("ada", e1=HALF, e2=replace(HALF, exercise="toy.e2"))

    shown = report()

    assert 0 == shown.exit_code
    for words in (
        "ada       4   4      8  20",
        "1 learner: 1 graded",
        "numbers are doubled (6)",
        "Which sign?",
    ):
        assert words in shown.output
    assert "WARNING" not in shown.output


def test_the_command_warns_of_a_machine_that_cannot_isolate(enter, report):
    enter("ada", level="not isolated (only limits): all is open", e1=HALF)

    shown = report("--by", "part")

    assert "numbers are doubled" in shown.stdout
    assert (
        "WARNING: 1 of 1 submissions ran on a machine that cannot isolate them: not isolated (only"
        in shown.stderr
    )
    assert "What to do:" in shown.stderr


def test_the_command_writes_files_and_says_who_is_not_in_them(enter, toy, report, tmp_path):
    enter("ada", e1=HALF)
    toy.hand_in("waits", toy.notebook())
    names = ("html", "csv", "canvas", "moodle")

    shown = report(*(word for name in names for word in (f"--{name}", tmp_path / name)))

    assert 0 == shown.exit_code
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert 2 == shown.output.count("not in it: waits: not graded yet.")
    assert "learner" not in shown.output.splitlines()[0]


def test_the_command_gives_a_program_the_class_as_data(enter, report):
    enter("ada", e1=HALF)

    data = json.loads(report("--json").stdout)

    assert ["assignment", "learners", "exercises", "all", "parts", "misconceptions", "warning"] == list(data)
    assert ("ada", 4.0, 4.0) == tuple(data["learners"][0][name] for name in ("learner", "total", "grade"))
    assert ("numbers are doubled", 1) == (data["parts"][0]["name"], data["parts"][0]["lost"])
    assert ["ada"] == data["misconceptions"][0]["learners"]


def test_a_roster_without_a_file_to_write_is_refused(report, tmp_path):
    shown = report("--canvas-roster", tmp_path / "roster.csv")

    assert 2 == shown.exit_code
    assert "--canvas FILE" in shown.stderr


def test_the_command_refuses_an_unknown_assignment_in_words(toy, monkeypatch):
    monkeypatch.chdir(toy.root)

    shown = CliRunner().invoke(app, ["report", "toys"])

    assert 1 == shown.exit_code
    assert "There is no assignment `toys`. Did you mean `toy`?" in shown.stderr
