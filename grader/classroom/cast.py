"""The demonstration class: who is in it, what each hands in, and what can go wrong on the way.

An answer is named by what it is: "reference" (the one in the solutions), "untouched" (as released), "loop" (never
ends), or the hint id of a stored answer, whose file name tells its points; ``none`` is one without a misconception.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from .marks import is_graded

__all__ = ["CAST", "MISHAPS", "Member"]


@dataclass(frozen=True)
class Member:
    """One learner of the class. `answers` by exercise (``e1``), `others` for the rest; `mishap`: a key of MISHAPS."""

    learner: str
    story: str
    answers: dict[str, str] = field(default_factory=dict)
    others: str = "reference"
    mishap: str = "none"
    late: bool = False


CAST = (
    Member("learner-01", "everything as in the solution"),
    Member("learner-02", "everything right, written differently", others="none"),
    Member(
        "learner-03",
        "two exercises done, handed in late",
        {"e1": "reference", "e2": "reference"},
        "untouched",
        late=True,
    ),
    Member("learner-04", "nothing done", others="untouched"),
    Member("learner-05", "no queue policy", {"e1": "K05.2"}),
    Member("learner-06", "a number published as text", {"e3": "K05.5"}),
    Member("learner-07", "takes a successful publish for delivery", {"e5": "K05.9"}),
    Member("learner-08", "handed in notes instead of the notebook", mishap="missing"),
    Member("learner-09", "the file was cut off on its way", mishap="truncated"),
    Member("learner-10", "the notebook has another name", mishap="renamed"),
    Member(
        "learner-11",
        "nothing done, grade cell edited to give full points",
        others="untouched",
        mishap="edited",
    ),
    Member("learner-12", "one cell never ends", {"e2": "loop"}),
)


def _unharmed(folder: Path, name: str, notebook: NotebookNode) -> None:
    nbformat.write(notebook, folder / f"{name}.ipynb")


def _missing(folder: Path, name: str, notebook: NotebookNode) -> None:  # noqa: ARG001 - all mishaps are called alike
    (folder / "notes.txt").write_text("The notebook is still on the other computer.\n", encoding="utf-8")


def _truncated(folder: Path, name: str, notebook: NotebookNode) -> None:
    text = nbformat.writes(notebook)
    (folder / f"{name}.ipynb").write_text(text[: len(text) * 2 // 3], encoding="utf-8")


def _renamed(folder: Path, name: str, notebook: NotebookNode) -> None:
    nbformat.write(notebook, folder / f"{name}-Copy1.ipynb")


def _edited(folder: Path, name: str, notebook: NotebookNode) -> None:
    graded = next(cell for cell in notebook.cells if is_graded(cell))
    graded.source = str(float(graded.metadata.nbgrader.points))
    nbformat.write(notebook, folder / f"{name}.ipynb")


MISHAPS: dict[str, Callable[[Path, str, NotebookNode], None]] = {
    "none": _unharmed,
    "missing": _missing,
    "truncated": _truncated,
    "renamed": _renamed,
    "edited": _edited,
}
