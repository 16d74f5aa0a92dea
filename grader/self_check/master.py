"""A learner's file, whatever has become of it: which assignment it is, and its answers in the released notebook."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course import workspace
from grader.classroom.cells import SubmissionError, SubmittedCell, read_cells
from grader.classroom.rebuild import rebuild

__all__ = ["EXERCISES", "Restored", "restored", "restored_file"]

EXERCISES = workspace.ROOT / "exercises"

_NAMES_EXERCISE = re.compile(r"""\b(?:grade|hints|task)\(\s*["'](m\d\d)\.e\d""")
_NAMED_LIKE_ONE = re.compile(r"(m\d\d)_")


@dataclass(frozen=True)
class Restored:
    """A learner's answers in the released notebook of an `assignment`; `remarks` on what had to be put right."""

    assignment: str
    notebook: NotebookNode
    remarks: tuple[str, ...]


def restored_file(path: Path, exercises: Path) -> Restored:
    """Take the answers out of the file at `path`; `exercises` is the folder of the released notebooks.

    Raises SubmissionError, in words, for a file that is no notebook, and a notebook that holds no exercise.
    """
    # A class's submission must not lead elsewhere by a link; somebody's own file may.
    return restored(path.name, read_cells(path.resolve()), exercises)


def restored(name: str, cells: Sequence[SubmittedCell], exercises: Path) -> Restored:
    """Put the answers among `cells` into the released notebook that they belong to; `name` is their file's.

    Raises SubmissionError where they hold no exercise.
    """
    master = _master(name, cells, exercises)
    notebook, remarks = rebuild(nbformat.read(master, as_version=4), cells)
    return Restored(master.stem, notebook, tuple(remarks))


def _master(name: str, cells: Sequence[SubmittedCell], exercises: Path) -> Path:
    module = _module(name, cells)
    if not module:
        raise SubmissionError(
            f"`{name}` holds no exercise of the course: no cell says `grade(...)`. "
            "Give the path of an exercise notebook."
        )
    found = sorted(exercises.glob(f"{module}_*/{module}_*.ipynb"))
    if not found:
        raise SubmissionError(
            f"`{name}` holds exercises of {module}, and `{exercises}` has no notebook of that module. "
            "Run this in the version of the course that the notebook came with."
        )
    return found[0]


def _module(name: str, cells: Sequence[SubmittedCell]) -> str:
    """Return the module whose exercises the cells name, else, where cells bear marks, the one that the file is named after."""
    named: Counter[str] = Counter()
    for cell in cells:
        named.update(_NAMES_EXERCISE.findall(cell.source))
    if named:
        return named.most_common(1)[0][0]
    by_name = _NAMED_LIKE_ONE.match(name)
    return by_name[1] if by_name and any(cell.grade_id for cell in cells) else ""
