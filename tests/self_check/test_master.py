"""Whatever has become of a learner's notebook, its answers are found, or a sentence says why not."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from grader.classroom.cells import SubmissionError
from grader.self_check.master import restored_file

ROOT = Path(__file__).parents[2]
EXERCISES = ROOT / "exercises"
NAME = "m05_publish_subscribe"
ANSWER = "def wire(sns, sqs, prefix):\n    return {}"


@pytest.fixture
def mine():
    """The released notebook with one answer."""
    notebook = nbformat.read(EXERCISES / NAME / f"{NAME}.ipynb", as_version=4)
    cell(notebook, "e1_solution").source = ANSWER
    return notebook


def cell(notebook, grade_id):
    return next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def drop_marks(notebook):
    for one in notebook.cells:
        one.metadata.pop("nbgrader", None)
        one.pop("id")


def drop_all_that_names_an_exercise(notebook):
    notebook.cells = [
        one for one in notebook.cells if not one.source.startswith(("grade(", "hints(", "task("))
    ]


def edit_grade_cells(notebook):
    for one in notebook.cells:
        if one.source.startswith("grade("):
            one.source = "10.0"


SLIPS = {
    "as it should be": (lambda notebook: None, f"{NAME}.ipynb"),
    "another name": (lambda notebook: None, "homework (2).ipynb"),
    "marks lost": (drop_marks, "homework.ipynb"),
    "grade cells edited": (edit_grade_cells, "homework.ipynb"),
    "nothing names an exercise": (drop_all_that_names_an_exercise, f"{NAME}-Copy1.ipynb"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_an_honest_slip_keeps_the_answer(slip, mine, tmp_path):
    change, name = SLIPS[slip]
    change(mine)
    (tmp_path / name).write_text(json.dumps(mine), encoding="utf-8")

    found = restored_file(tmp_path / name, EXERCISES)

    assert (NAME, ANSWER) == (found.assignment, cell(found.notebook, "e1_solution").source)
    assert 'grade("m05.e1", wire)' == cell(found.notebook, "e1_grade").source


def test_what_was_put_right_is_told(mine, tmp_path):
    edit_grade_cells(mine)
    nbformat.write(mine, tmp_path / "mine.ipynb")

    assert ["e1_grade" in remark for remark in restored_file(tmp_path / "mine.ipynb", EXERCISES).remarks] == [
        True
    ]


def test_a_link_to_ones_own_notebook_is_followed(mine, tmp_path):
    nbformat.write(mine, tmp_path / "mine.ipynb")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "mine.ipynb")

    assert NAME == restored_file(tmp_path / "link.ipynb", EXERCISES).assignment


NO_EXERCISES = {
    "a text": ("Dear reader", "is not a notebook"),
    "nothing": ("", "is empty"),
    "another notebook": (nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell("1 + 1")])), "`grade(...)`"),
    "a module that is not there": (
        nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell('grade("m77.e1", wire)')])),
        "holds exercises of m77",
    ),
}


@pytest.mark.parametrize("case", NO_EXERCISES)
def test_what_is_no_exercise_notebook_is_refused_in_words(case, tmp_path):
    text, said = NO_EXERCISES[case]
    path = tmp_path / "mine.ipynb"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SubmissionError, match=said.replace("(", r"\(").replace(")", r"\)")) as refusal:
        restored_file(path, EXERCISES)

    assert "`mine.ipynb`" in str(refusal.value)


def test_a_lesson_is_no_exercise_though_it_has_the_name_of_one():
    lesson = ROOT / "course" / "lessons" / f"{NAME}.ipynb"

    with pytest.raises(SubmissionError, match="holds no exercise"):
        restored_file(lesson, EXERCISES)
