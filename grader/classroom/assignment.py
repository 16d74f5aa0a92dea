"""An assignment that is being graded: what all its submissions have in common is read once, each goes in and out here.

`take_in` makes of a submitted folder the notebook that nbgrader's first pass would make, and the paper that is still to
be examined; `keep` makes of the outcome what its second pass would leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, Execute, SaveAutoGrades
from traitlets.utils.importstring import import_item

from grader.rooms.examiner.paper import Paper, Result

from .course import released_notebook, without_database_warnings
from .entries import Entries
from .exams import exams
from .execute import ExecuteSubmission, finish
from .intake import beside, filled
from .known import fingerprints, known
from .marks import exercise_of, grade_id, is_graded
from .notes import notes
from .papers import SECONDS, code_cells, fill, paper
from .shelf import Shelf

__all__ = ["Assignment", "Taken"]

# Steps of nbgrader's second pass that stand elsewhere here: in `lanes` and in `entries`; and one whose work is done: all
# that nbgrader knows of a cell comes from the released notebook, which the first pass has checked.
ELSEWHERE = (Execute, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata)


@dataclass(frozen=True)
class Taken:
    """A submission that was taken in. `paper`: what is still to be examined of it, None for nothing.

    `places` has the position among the notebook's code cells of each cell of the paper; `before` is what an earlier
    examination found. `at`: when it was handed in, in UTC.
    """

    learner: str
    notebook: NotebookNode
    files: dict[Path, Path]
    at: datetime | None
    paper: Paper | None = None
    places: tuple[int, ...] = ()
    before: Result = field(default_factory=Result)


class Assignment:
    """One assignment of a course while it is graded; `close` it. Raises ClassroomError where it was not released."""

    def __init__(self, course: NbGraderAPI, name: str) -> None:
        self._directory = course.coursedir
        self._name = name
        self._steps = Autograde(coursedir=self._directory, parent=course.parent)
        self._exams = exams(Path(self._directory.root))
        self._seconds = float(ExecuteSubmission(parent=self._steps).timeout or SECONDS)
        self._released = self._run(
            _classes(self._steps.sanitize_preprocessors), released_notebook(self._directory, name), ""
        )
        self._entries = Entries(
            self._directory.db_url,
            self._directory.course_id,
            name,
            AssignLatePenalties(parent=self._steps),
        )

    @property
    def exercises(self) -> list[str]:
        """The exercises by the names of their grade cells, in order: ``e1``."""
        return [exercise_of(grade_id(cell)) for cell in self._released.cells if is_graded(cell)]

    def close(self) -> None:
        """Let go of the gradebook."""
        self._entries.close()

    def take_in(self, learner: str, *, anew: bool = False, exercise: str | None = None) -> Taken:
        """Return what is to be done for a learner's submission; what a killed run left half entered is entered first.

        What was examined before with the same answers is not examined again, unless `anew`: all of it, or of one
        `exercise` its grade cell. Raises OSError.
        """
        self._settle(learner)
        folder = self._path(self._directory.submitted_directory, learner)
        found = beside(self._steps, self._name, folder)
        notebook = filled(self._released, self._name, folder, found.remarks)
        taken = Taken(learner, notebook, found.files, self._directory.get_existing_timestamp(str(folder)))
        if not notes(notebook).problem:
            taken = self._with_paper(taken, anew=anew, exercise=exercise)
        if taken.paper is None:
            self._finish(taken, taken.before)
        return taken

    def keep(self, taken: Taken, result: Result | None = None) -> bool:
        """Write the autograded folder and the gradebook's rows; `result` is what came of the paper, if there was one.

        Where both are there already they are left as they are; tells whether anything had to be written. Raises what
        the file system or the database raises.
        """
        shelf = self._shelf(taken.learner)
        if result is not None:
            self._finish(taken, _merged(taken, result))
        elif shelf.holds(taken.notebook, taken.files) and self._is_entered(taken):
            return False
        shelf.complete(taken.notebook, taken.files)
        self._settle(taken.learner)
        return True

    def _settle(self, learner: str) -> None:
        """Enter a submission whose folder is complete, and put the folder in its place."""
        shelf = self._shelf(learner)
        if (notebook := shelf.waiting) is not None:
            self._entries.enter(
                learner, self._directory.get_existing_timestamp(str(shelf.waits_in)), notebook
            )
        shelf.put()

    def _is_entered(self, taken: Taken) -> bool:
        return self._entries.has(taken.learner, taken.at, taken.notebook)

    def _with_paper(self, taken: Taken, *, anew: bool, exercise: str | None) -> Taken:
        cells = code_cells(taken.notebook)
        keys = self._exams.keys(self._name, taken.learner)
        whole = paper(cells, taken.learner, self._seconds, keys=keys)
        prints = notes(taken.notebook).known = fingerprints(whole)
        previous = self._shelf(taken.learner).notebook
        before = Result() if previous is None or (anew and not exercise) else known(previous, whole, prints)
        if anew and exercise:
            before.outputs = {
                at: outputs
                for at, outputs in before.outputs.items()
                if not (is_graded(cells[at]) and exercise_of(grade_id(cells[at])) == exercise)
            }
        places = tuple(
            at for at, cell in enumerate(whole.cells) if cell.kind != "grade" or at not in before.outputs
        )
        if not any(whole.cells[at].kind == "grade" for at in places):
            return replace(taken, before=before)
        asked = replace(whole, cells=tuple(whole.cells[at] for at in places))
        return replace(taken, paper=asked, places=places, before=before)

    def _finish(self, taken: Taken, result: Result) -> None:
        if not notes(taken.notebook).problem:
            fill(code_cells(taken.notebook), result)
            notes(taken.notebook).level = result.level
        finish(taken.notebook, result.left_out)
        rest = [
            step for step in _classes(self._steps.autograde_preprocessors) if not issubclass(step, ELSEWHERE)
        ]
        self._run(rest, taken.notebook, taken.learner)

    def _run(self, steps: Iterable[type], notebook: NotebookNode, learner: str) -> NotebookNode:
        resources = {
            "nbgrader": {
                "student": learner,
                "assignment": self._name,
                "notebook": self._name,
                "db_url": self._directory.db_url,
            }
        }
        with without_database_warnings():
            for step in steps:
                notebook, resources = step(parent=self._steps)(notebook, resources)
        return notebook

    def _shelf(self, learner: str) -> Shelf:
        return Shelf(
            self._path(self._directory.autograded_directory, learner),
            int(str(self._steps.permissions), 8),
            shared=self._directory.groupshared,
        )

    def _path(self, step: str, learner: str) -> Path:
        return Path(self._directory.format_path(step, learner, self._name))


def _classes(steps: Iterable[Any]) -> list[type]:
    """Return the classes of steps, which a configuration can name in words."""
    return [import_item(step) if isinstance(step, str) else step for step in steps]


def _merged(taken: Taken, result: Result) -> Result:
    """Return the outcome for all cells: of those in the paper what came now, of the others what was known."""
    now = {taken.places[at]: outputs for at, outputs in result.outputs.items()}
    left_out = {taken.places[at]: reason for at, reason in result.left_out.items()}
    before = taken.before
    left_before = {at: reason for at, reason in before.left_out.items() if at not in taken.places}
    return Result(before.outputs | now, left_before | left_out, result.level)
