"""Validate, nbgrader's button and command, says what is missing, and "success" only where nothing is."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode, v4
from nbgrader.utils import determine_grade

from grader.notebook import REPORT
from grader.self_check.validation import ExamineNotebook
from grader.validated import WIDTH

ROOT = Path(__file__).parents[2]
NAME = "m05_publish_subscribe"
SAID = (
    "m05.e1 Fan out: 7.5 of 10 points\n  not yet: " + "every queue gets one copy and its names are right " * 4
)
SHOWN = v4.new_output("display_data", {"text/plain": SAID, REPORT: {}})


def _result(text):
    return v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


class _Replay(ExamineNotebook):
    """Takes the outputs that a cell came with for an examiner's, and `left_out` for what was given up."""

    def __init__(self, left_out):
        super().__init__()
        self.left_out = left_out

    def _examine(self, cells, assignment):
        return self.left_out


def _validated(outputs, left_out=None):
    cell = v4.new_code_cell("grade()", outputs=outputs)
    cell.metadata["nbgrader"] = NotebookNode(
        grade=True, grade_id="e1_grade", points=10, solution=False, locked=True
    )
    notebook, _ = _Replay(left_out or {}).preprocess(v4.new_notebook(cells=[cell]), {})
    return notebook.cells[0]


def test_full_points_are_left_as_they_are():
    cell = _validated([SHOWN, _result("10.0")])

    assert (10, 10) == determine_grade(cell)
    assert SAID == cell.outputs[0].data["text/plain"]


LESS = {
    "a part": ([SHOWN, _result("7.5")], {}, "m05.e1 Fan out: 7.5 of 10 points"),
    "nothing at all": ([], {}, "The grade cell did not end in a number within its points."),
    "a number without a report": ([_result("2.5")], {}, "2.5 of 10 points"),
    "no number": ([_result("'fine'")], {}, "The grade cell did not end in a number within its points."),
    "a cell that was given up": ([], {0: "Cell e1_grade ended its process."}, "Cell e1_grade ended its process."),
}  # fmt: skip


@pytest.mark.parametrize("case", LESS)
def test_less_than_full_points_ends_in_words(case):
    outputs, left_out, first = LESS[case]

    cell = _validated(outputs, left_out)
    (said,) = cell.outputs

    assert (0, 10) == determine_grade(cell)
    assert first == said.traceback[0]
    assert WIDTH >= max(map(len, said.traceback))


@pytest.mark.kernel
@pytest.mark.slow
def test_the_command_tells_what_fails_in_visible_rows_also_without_grade_cells_and_where_nothing_does(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    answer = ROOT / "tests/answers/m05/e1_fan_out/06_K05.2_no_queue_policy.py"
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    notebook = nbformat.read(ROOT / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    nbformat.write(notebook, tmp_path / "right.ipynb")
    cell = next(one for one in notebook.cells if one.get("id") == "e1_solution")
    cell.source = answer.read_text(encoding="utf-8")
    nbformat.write(notebook, tmp_path / "wrong.ipynb")
    notebook.cells = [one for one in notebook.cells if not one.source.startswith("grade(")]
    nbformat.write(notebook, tmp_path / "ungraded.ipynb")

    wrong, right, ungraded = (
        subprocess.run(
            [sys.executable, "-m", "nbgrader", "validate", f"{name}.ipynb"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in ("wrong", "right", "ungraded")
    )

    assert "Exercises that do not earn all of their points yet: 1." in wrong
    assert "Look first at this: Each queue's policy admits SNS for this topic." in wrong
    assert "This looked at the visible cases; grading adds more." in wrong
    assert "Success!" not in wrong
    assert "Success!" in right
    assert wrong == ungraded
