"""The two places where nbgrader's autograding takes in a submission, with ours in them.

nbgrader reads a submitted file strictly, and one that it cannot read gets no grade. Here every submission becomes
the released notebook with the answers that could be found, so that each ends with points and, where something was
wrong, with a reason, which heads the feedback page.
"""

import copy
import glob
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, v4
from nbgrader.converters import Autograde

from .attachments import Attachments, attachments, copy_to
from .cells import SubmissionError
from .course import Directory
from .marks import grade_id, is_answer
from .notes import notes
from .rebuild import rebuild
from .submission import is_linked, open_submission
from .times import TimeError, handed_in_at

__all__ = ["REMARKS", "SubmissionExporter", "beside", "filled", "rebuilt"]

REMARKS = "The course found something to mention:"


class SubmissionExporter(NotebookExporter):
    """nbgrader's exporter, which reads what was submitted through `rebuilt` and what nbgrader wrote as it always did.

    nbgrader makes one at the beginning of a run. It is also what looks at each submission before nbgrader does: links,
    pipes and an unreadable time would end the submission, or the whole run, and without a notebook it was passed over.
    """

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)  # type: ignore[no-untyped-call]
        self._remarks: tuple[str, ...] = ()
        if isinstance(self.parent, Autograde):
            course = self.parent.coursedir = Directory.like(self.parent.coursedir)
            self._ignored = list(course.ignore)
            self.parent.assignments = _submissions(course)
            self.parent.pre_convert_hook = self._prepare

    def _prepare(self, *, notebooks: list[str], **_: str) -> None:
        """Copy the other files of a submission in nbgrader's stead; `notebooks` has its notebook alone."""
        converter, course = self.parent, self.parent.coursedir  # type: ignore[union-attr]  # Autograde
        folder = Path(notebooks[0]).parent
        found = beside(converter, folder.name, folder, self._ignored)
        self._remarks = found.remarks
        place = course.format_path(course.autograded_directory, folder.parent.name, folder.name)
        copy_to(Path(place), found.files)
        # These folders themselves, and nothing of the same name elsewhere.
        course.ignore = [glob.escape(str(each)) for each in (folder, _source(converter, folder.name))]

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
        notebook = rebuilt(released / f"{where['notebook']}.ipynb", folder, self._remarks)
        resources["metadata"] = {"name": where["notebook"], "path": str(folder)}
        made: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(notebook, resources, **kw)  # type: ignore[no-untyped-call]
        return made


def _submissions(course: Directory) -> dict[str, list[str]]:
    """Return the notebook that each folder is to be graded by, as nbgrader's converters have it.

    An assignment of the course is one notebook with the assignment's own name, which is also the folder's. Whether it
    is there makes no difference; and which notebooks are, nbgrader asks by a pattern, which a learner's id may be, too.
    """
    pattern = course.format_path(course.submitted_directory, course.student_id, course.assignment_id)
    folders = [folder for folder in map(Path, glob.glob(pattern)) if folder.is_dir()]  # noqa: PTH207  an absolute pattern
    return {str(folder): [str(folder / f"{folder.name}.ipynb")] for folder in folders}


def beside(
    converter: Autograde, name: str, folder: Path, ignored: Sequence[str] | None = None
) -> Attachments:
    """Return the other files of a submission of the assignment `name` in `folder`, among them the course's own.

    `ignored`: patterns, those of the converter's course unless given.
    """
    patterns = list(converter.coursedir.ignore if ignored is None else ignored)
    kept = {Path(each) for each in converter.exclude_overwriting.get(name, [])}
    own = attachments(_source(converter, name), patterns).files
    masters = {place: file for place, file in own.items() if place not in kept}
    return Attachments(masters) if is_linked(folder) else attachments(folder, patterns, masters)


def rebuilt(released: Path, folder: Path, further: Sequence[str] = ()) -> NotebookNode:
    """Return the notebook `released`, filled with the answers submitted in `folder`, see `filled`."""
    return filled(nbformat.read(released, as_version=4), released.stem, folder, further)


def filled(notebook: NotebookNode, name: str, folder: Path, further: Sequence[str] = ()) -> NotebookNode:
    """Return a copy of the released `notebook` with the answers submitted in `folder`, where it is called `name`.

    What an instructor should know is noted in the notebook's metadata (see `notes`) and shown in its first cell,
    `further` remarks among it.
    """
    answers = {grade_id(cell): cell.source for cell in notebook.cells if is_answer(cell)}
    problem = ""
    try:
        submission = open_submission(folder, name, answers)
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


def _about_time(folder: Path) -> list[str]:
    try:
        handed_in_at(folder)
    except TimeError:
        return ["The time in `timestamp.txt` cannot be read, so nobody can tell whether this came in time."]
    return []


def _source(converter: Autograde, name: str) -> Path:
    course = converter.coursedir
    return Path(course.format_path(course.source_directory, ".", name))


def _said(remarks: list[str]) -> NotebookNode:
    lines = "\n".join(f"- {remark}" for remark in remarks)
    made: NotebookNode = v4.new_markdown_cell(f"**{REMARKS}**\n\n{lines}", id="course-remarks")
    return made
