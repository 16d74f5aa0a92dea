"""Running a submission's cells: what stands in the place of nbgrader's `Execute`.

This is the one point where a submission's code runs. Whoever runs it elsewhere replaces this file: a notebook goes
in, the same notebook comes out with outputs, and each grade cell's outputs hold one number or one error.
"""

import math
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, v4
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade

from .intake import notes

__all__ = ["ExecuteSubmission"]

MOST_RESTARTS = 8
WIDGET = "application/vnd.jupyter.widget-view+json"


class ExecuteSubmission(Execute):  # type: ignore[misc]
    """nbgrader's `Execute` in a kernel that grades in full, for one learner, and that survives what cells do to it.

    A cell that runs longer than `timeout` seconds is stopped. One that cannot be stopped, or that ends the kernel,
    is left out and the notebook runs again without it, so that the other exercises keep their points.
    """

    # A file of the learner's must not take the place of a library; and a kernel's warnings are not an instructor's.
    extra_arguments: ClassVar[list[str]] = [
        "--InteractiveShellApp.ignore_cwd=True",
        "--IPKernelApp.log_level=CRITICAL",
    ]

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the cells of `nb` and return it with outputs that nbgrader can grade."""
        self.left_out: dict[int, str] = {}
        self.running = 0
        if notes(nb).get("problem"):
            graded = (index for index, cell in enumerate(nb.cells) if is_grade(cell))
            self.left_out = dict.fromkeys(graded, notes(nb).problem)
        else:
            nb, resources = self._run(nb, resources, km)
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                self._finish(nb, cell, index)
        nb.metadata.pop("widgets", None)
        notes(nb).graded = True
        return nb, resources

    def _run(
        self, nb: NotebookNode, resources: dict[str, Any], km: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        while True:
            try:
                return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
            except DeadKernelError:
                reason = "ended the kernel"
            except CellTimeoutError:
                reason = f"ran longer than {self.timeout} s and could not be stopped"
            self.left_out[self.running] = f"{_name(nb, self.running)} {reason}; it was left out."
            if len(self.left_out) > MOST_RESTARTS:
                rest = range(self.running + 1, len(nb.cells))
                self.left_out |= dict.fromkeys(
                    rest, "Too many cells ended the kernel; the rest was left out."
                )

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run one cell, unless an earlier run of the notebook ended in it."""
        self.running = index
        if index in self.left_out:
            return cell, resources
        return super().preprocess_cell(cell, resources, index)  # type: ignore[no-any-return]

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Start the kernel as this learner, grading in full, with an empty home for IPython and for the course."""
        with tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True) as home:
            environment = {
                "COURSE_GRADING": "full",
                "COURSE_LEARNER": self.resources["nbgrader"]["student"],
                "COURSE_HOME": home,
                "IPYTHONDIR": home,
            }
            with super().setup_kernel(env=os.environ | environment, **kwargs):
                yield

    def _finish(self, nb: NotebookNode, cell: NotebookNode, index: int) -> None:
        remarks = notes(nb).setdefault("remarks", [])
        if index in self.left_out:
            if self.left_out[index] not in remarks:
                remarks.append(self.left_out[index])
            cell.outputs = [_error("LeftOut", self.left_out[index])]
        elif any(output.get("ename") == "CellTimeoutError" for output in cell.outputs):
            remarks.append(f"{_name(nb, index)} ran longer than {self.timeout} s and was stopped.")
        for output in cell.outputs:
            _show_static(output)
        if is_grade(cell):
            cell.outputs = _graded(cell)


def _graded(cell: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of a grade cell such that nbgrader reads one number within its points, or an error."""
    # nbgrader gives 0 to a cell that wrote to stderr, whatever was written.
    outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    if any(output.output_type == "error" for output in outputs):
        return outputs
    results = [output for output in outputs if output.output_type == "execute_result"]
    shown = [output for output in outputs if output.output_type != "execute_result"]
    # nbgrader gives full points to a result that is no number, or none.
    if not results or not _is_within(results[-1].data.get("text/plain", ""), cell.metadata.nbgrader.points):
        return [*shown, _error("NoPoints", "The grade cell did not end in a number within its points.")]
    return [*shown, results[-1]]


def _is_within(text: str, points: float) -> bool:
    try:
        value = float(text)
    except ValueError:
        return False
    return math.isfinite(value) and 0 <= value <= points


def _show_static(output: NotebookNode) -> None:
    # A widget without its kernel is an empty box on a page; its static form says the same.
    data = output.get("data", {})
    if len(data) > 1:
        data.pop(WIDGET, None)


def _error(name: str, text: str) -> NotebookNode:
    made: NotebookNode = v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
    return made


def _name(nb: NotebookNode, index: int) -> str:
    grade_id = nb.cells[index].metadata.get("nbgrader", {}).get("grade_id")
    return f"Cell {grade_id}" if grade_id else f"Cell {index + 1}"
