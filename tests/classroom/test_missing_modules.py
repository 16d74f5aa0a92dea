"""Who imports a file from beside the notebook is told in words, once, and where it happened."""

import pytest
from nbformat import v4

from grader.classroom.autograde import grade_class
from grader.classroom.missing_modules import missing_module
from grader.classroom.rows import rows
from grader.classroom.shelf import graded_notebook

SAID = (
    "Cell e1_solution imports `helper`, which is not found where this is graded: only the notebook's cells run there, "
    "with the packages that the course installs and no file from beside the notebook. "
    "Put its code into a cell of the notebook, or do without it, and hand in again."
)
OTHERS = [
    "ImportError: cannot import name 'f' from 'helper'",
    "NameError: No module named 'helper'",
    "ModuleNotFoundError: <b>No module named 'helper'</b>",
    "ModuleNotFoundError: No module named '<b>'",
    "ModuleNotFoundError: ",
    "",
]


@pytest.mark.parametrize("module", ["helper", "helper.more", "helper.more.still"])
def test_a_module_that_is_not_found_is_named_with_what_to_do(module):
    assert SAID == missing_module("Cell e1_solution", f"ModuleNotFoundError: No module named '{module}'")


@pytest.mark.parametrize("error", OTHERS)
def test_nothing_is_said_of_other_errors(error):
    assert "" == missing_module("Cell e1_solution", error)


@pytest.mark.kernel
def test_it_is_said_on_the_page_and_to_the_instructor_and_other_exercises_keep_their_points(toy, course):
    toy.hand_in("one", "def twice(number):\n    return 2 * number", name="helper.py")
    toy.hand_in("one", toy.notebook(e1="from helper import twice\n\ndouble = twice"))

    list(grade_class(course, "toy"))
    first = graded_notebook(course, "toy", "one")
    (row,) = rows(course, "toy")
    again = [str(outcome) for outcome in grade_class(course, "toy")]
    shown = [output for cell in first.cells for output in cell.get("outputs", [])]

    assert {"e1": 0.0, "e2": 10.0} == row.points
    assert (SAID,) == row.remarks
    assert [v4.new_output("stream", name="stdout", text=f"{SAID}\n")] == [
        output for output in shown if SAID in output.get("text", "")
    ]
    assert ["one: graded before"] == again
