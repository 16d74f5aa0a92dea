"""Running a submission's cells: what stands in the place of nbgrader's `Execute`.

A notebook goes in, and the same notebook comes out with outputs, of which each grade cell's hold one number or one
error. The learner's cells run in a process of their own and the grade cells in the examiner's, see `grader.rooms`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.preprocessors import Execute

from grader.rooms.examiners import examine

from .exams import exams
from .known import LEFT_OUT, fingerprints
from .marks import is_graded
from .missing_modules import missing_module
from .not_isolated import warning
from .notes import notes
from .papers import NO_POINTS, SECONDS, code_cells, fill, name, paper, points_in

__all__ = ["ExecuteSubmission", "finish"]

WIDGET = "application/vnd.jupyter.widget-view+json"


class ExecuteSubmission(Execute):  # type: ignore[misc]
    """Examines a submission in two processes. Of nbgrader's `Execute` the time limit is left: seconds a cell may take.

    A cell that takes longer, or that ends its process, is left out, so that the other exercises keep their points.
    """

    def preprocess(
        self,
        nb: NotebookNode,
        resources: dict[str, Any],
        km: Any = None,  # noqa: ARG002  nbgrader's signature
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run the cells of `nb` and return it with outputs that nbgrader can grade."""
        left_out = {}
        if not notes(nb).get("problem"):
            left_out = self._examine(nb, code_cells(nb), resources["nbgrader"])
        finish(nb, left_out)
        if weak := warning([notes(nb).get("level", "")]):
            self.log.warning("%s: %s", resources["nbgrader"]["student"], weak)
        return nb, resources

    def _examine(
        self, nb: NotebookNode, cells: Sequence[NotebookNode], where: Mapping[str, str]
    ) -> dict[int, str]:
        """Give every cell its outputs; return why cells were left out, by their positions. `where`: whose this is."""
        learner, course = where["student"], Path(self.config.CourseDirectory.root)
        keys = exams(course).keys(where["assignment"], learner)
        examined = paper(cells, learner, float(self.timeout or SECONDS), keys=keys)
        notes(nb).known = fingerprints(examined)
        result = examine(examined)
        fill(cells, result)
        notes(nb).level = result.level
        return result.left_out


def finish(nb: NotebookNode, left_out: Mapping[int, str]) -> None:
    """Make outputs that nbgrader can grade of those that came. `left_out` says by position why cells were given up."""
    cells = code_cells(nb)
    if problem := notes(nb).get("problem"):
        left_out = {at: problem for at, cell in enumerate(cells) if is_graded(cell)}
    for at, cell in enumerate(cells):
        if not is_graded(cell):
            _tell_missing(nb, cell, name(cell, at + 1))
        _finish(nb, cell, left_out.get(at, ""))
    nb.metadata.pop("widgets", None)
    notes(nb).left_out = {str(at): reason for at, reason in left_out.items()}
    notes(nb).graded = True


def _tell_missing(nb: NotebookNode, cell: NotebookNode, called: str) -> None:
    """Say below a cell, and to the instructor, that it imports what is not there."""
    errors = [f"{each.ename}: {each.evalue}" for each in cell.outputs if each.output_type == "error"]
    if errors and (why := missing_module(called, errors[-1])):
        _remark(nb, why)
        said = v4.new_output("stream", name="stdout", text=f"{why}\n")
        if said not in cell.outputs:  # it is there in what was graded before
            cell.outputs.append(said)


def _remark(nb: NotebookNode, why: str) -> None:
    remarks = notes(nb).setdefault("remarks", [])
    if why not in remarks:
        remarks.append(why)


def _finish(nb: NotebookNode, cell: NotebookNode, left_out: str) -> None:
    if left_out:
        _remark(nb, left_out)
    if left_out and not any(output.output_type == "execute_result" for output in cell.outputs):
        # Said once: the cell that was stopped ends in the same words already.
        others = (output for output in cell.outputs if output.get("evalue") != left_out)
        cell.outputs = [*others, _error(LEFT_OUT, left_out)]
    for output in cell.outputs:
        _show_static(output)
    if is_graded(cell):
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
    if not results or points_in(results[-1], cell.metadata.nbgrader.points) is None:
        return [*shown, _error("NoPoints", NO_POINTS)]
    return [*shown, results[-1]]


def _show_static(output: NotebookNode) -> None:
    # A widget without its kernel is an empty box on a page; its static form says the same.
    data = output.get("data", {})
    if len(data) > 1:
        data.pop(WIDGET, None)


def _error(name: str, text: str) -> NotebookNode:
    made: NotebookNode = v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
    return made
