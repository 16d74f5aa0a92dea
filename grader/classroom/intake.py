"""The two places where nbgrader's autograding takes in a submission, with ours in them.

nbgrader reads a submitted file strictly, and one that it cannot read gets no grade. Here every submission becomes
the released notebook with the answers that could be found, so that each ends with points and, where something was
wrong, with a reason, which heads the feedback page.
"""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, v4
from nbgrader.utils import parse_utc

from .rebuild import rebuild
from .submission import SubmissionError, open_submission

__all__ = ["REMARKS", "SubmissionExporter", "expect_notebook", "filled", "notes", "rebuilt"]

REMARKS = "The course found something to mention:"


def expect_notebook(*, notebooks: list[str], **_: str) -> None:
    """Have nbgrader grade the assignment's one notebook, whatever notebooks a submission holds.

    A hook for `Autograde.pre_convert_hook`. `notebooks` holds the files of one submission and is changed in place;
    nbgrader also passes what it was asked for (assignment and student), which may be a pattern.
    An assignment of the course is one notebook with the assignment's own name, which is also the folder's.
    """
    folder = Path(notebooks[0]).parent
    notebooks[:] = [str(folder / f"{folder.name}.ipynb")]


class SubmissionExporter(NotebookExporter):
    """nbgrader's exporter, which reads what was submitted through `rebuilt` and what nbgrader wrote as it always did."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook of a submission, ready for nbgrader's own steps. `resources` names the submission."""
        resources = resources or {}
        where, course = resources["nbgrader"], self.parent.coursedir  # type: ignore[union-attr]  # Autograde
        folder = Path(course.format_path(course.submitted_directory, where["student"], where["assignment"]))
        if Path(filename).parent != folder:
            return super().from_filename(filename, resources, **kw)
        released = Path(course.format_path(course.release_directory, ".", where["assignment"]))
        notebook = rebuilt(released / f"{where['notebook']}.ipynb", folder)
        resources["metadata"] = {"name": where["notebook"], "path": str(folder)}
        made: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(notebook, resources, **kw)  # type: ignore[no-untyped-call]
        return made


def rebuilt(released: Path, folder: Path) -> NotebookNode:
    """Return the notebook `released`, filled with the answers submitted in `folder`, see `filled`."""
    return filled(nbformat.read(released, as_version=4), released.stem, folder)


def filled(notebook: NotebookNode, name: str, folder: Path, further: Sequence[str] = ()) -> NotebookNode:
    """Return a copy of the released `notebook` with the answers submitted in `folder`, where it is called `name`.

    What an instructor should know is noted in the notebook's metadata (see `notes`) and shown in its first cell,
    `further` remarks among it.
    """
    grade_ids = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}
    problem = ""
    try:
        submission = open_submission(folder, name, grade_ids)
        notebook, remarks = rebuild(notebook, submission.cells)
        remarks = [*submission.remarks, *remarks]
    except SubmissionError as error:
        notebook = copy.deepcopy(notebook)
        problem = str(error)
        remarks = [problem]
    remarks += [*_about_time(folder), *further]
    notes(notebook).update(remarks=remarks, problem=problem, graded=False)
    if remarks:
        notebook.cells.insert(0, _said(remarks))
    return notebook


def notes(notebook: NotebookNode) -> NotebookNode:
    """Return what the course noted on a notebook being graded: remarks, problem (why it cannot be graded), graded."""
    found: NotebookNode = notebook.metadata.setdefault("grading", NotebookNode())
    return found


def _about_time(folder: Path) -> list[str]:
    stamp = folder / "timestamp.txt"
    try:
        parse_utc(stamp.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return []
    except (OSError, ValueError, OverflowError):
        return ["The time in `timestamp.txt` cannot be read, so nobody can tell whether this came in time."]
    return []


def _said(remarks: list[str]) -> NotebookNode:
    lines = "\n".join(f"- {remark}" for remark in remarks)
    made: NotebookNode = v4.new_markdown_cell(f"**{REMARKS}**\n\n{lines}", id="course-remarks")
    return made
