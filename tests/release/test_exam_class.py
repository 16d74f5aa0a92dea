"""An exam from the kit to the grade."""

from pathlib import Path

import nbformat
import pytest

from grader import rubrics
from grader.classroom.autograde import grade_class
from grader.classroom.course import open_course
from grader.classroom.demo import ASSIGNMENT, Member, Source, make_class, open_assignment
from grader.classroom.exams import exams, make_exam
from grader.classroom.rows import rows
from grader.release.roster import learner_file

COURSE = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def write_answers(notebook, learner, key):
    """Put the right answers into a submitted notebook, with the values that this key gives."""
    handed_in = nbformat.read(notebook, as_version=4)
    solved = nbformat.read(COURSE / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    answers = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in solved.cells}
    for cell in handed_in.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            exercise = rubrics.exercise(f"m05.{marks.grade_id.removesuffix('_solution')}")
            cell.source = rubrics.for_learner(answers[marks.grade_id], exercise, learner, key)
    nbformat.write(handed_in, notebook)


def test_learners_are_graded_on_the_values_in_their_own_file_and_on_no_other(tmp_path):
    people = [Member(name, "everything right") for name in ("anna", "bert", "cleo")]
    make_class(tmp_path / "class", Source(COURSE), people)
    make_exam(tmp_path / "class", ASSIGNMENT)
    files = {name: learner_file(name, [ASSIGNMENT], exams(tmp_path / "class")) for name in ("anna", "bert")}
    submitted = tmp_path / "class" / "classroom" / "submitted"
    for name, answered_with in {"anna": "anna", "bert": "anna"}.items():
        notebook = submitted / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        write_answers(notebook, name, files[answered_with].keys["m05"])
    course = open_course(tmp_path / "class")
    open_assignment(course, ASSIGNMENT)
    failed = [outcome for outcome in grade_class(course, ASSIGNMENT) if outcome.error]
    totals = {row.learner: sum(row.points.values()) for row in rows(course, ASSIGNMENT)}

    assert [] == failed
    assert 50 == totals["anna"]
    # One has another's values, the other those that the id alone gives.
    assert max(totals["bert"], totals["cleo"]) < 50
