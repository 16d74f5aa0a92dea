"""The autograded folder of one submission, put in its place such that a kill at any moment loses and doubles nothing.

The folder is made complete under another name first. From then on the submission is graded, whatever happens: what is
left to do (the rows in the gradebook, the folder's final name) can be done again and again with the same result, and
`waiting` says that it has to be.
"""

import filecmp
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.apps.api import NbGraderAPI

from .attachments import copy_to

__all__ = ["Shelf", "graded_notebook", "read_graded"]


class Shelf:
    """One submission's place among the autograded ones. `mode`: permissions of the files in it."""

    def __init__(self, folder: Path, mode: int, *, shared: bool = False) -> None:
        self._folder = folder
        self._mode = mode
        self._shared = shared
        # A name that opens with a point is no submission to nbgrader.
        self._partial, self._complete, self._old = (
            folder.with_name(f".{folder.name}.{state}") for state in ("partial", "complete", "old")
        )

    @property
    def notebook(self) -> NotebookNode | None:
        """The autograded notebook, None where there is none that can be read."""
        return read_graded(self._folder / f"{self._folder.name}.ipynb")

    @property
    def waits_in(self) -> Path:
        """The complete folder, as long as it was not put in its place."""
        return self._complete

    @property
    def waiting(self) -> NotebookNode | None:
        """The notebook of a complete folder that was not put in its place yet, None where there is none."""
        return read_graded(self._complete / f"{self._folder.name}.ipynb")

    def holds(self, notebook: NotebookNode, files: Mapping[Path, Path]) -> bool:
        """Tell whether the folder is already what `complete` and `put` would make of it."""
        paths = (path for path in self._folder.rglob("*") if path.is_file())
        there = {path.relative_to(self._folder) for path in paths}
        name = Path(f"{self._folder.name}.ipynb")
        return (
            there == {name, *files}
            and (self._folder / name).read_text(encoding="utf-8") == _text(notebook)
            and all(filecmp.cmp(self._folder / place, file, shallow=False) for place, file in files.items())
        )

    def complete(self, notebook: NotebookNode, files: Mapping[Path, Path]) -> None:
        """Write a folder with the notebook and copies of `files`, by their places in it. Raises OSError."""
        self._clear()
        self._partial.mkdir(parents=True)
        copy_to(self._partial, files)
        path = self._partial / f"{self._folder.name}.ipynb"
        path.write_text(_text(notebook), encoding="utf-8")
        self._set_permissions()
        self._partial.rename(self._complete)

    def put(self) -> None:
        """Let the complete folder take the place of the one before. Harmless where that was done already."""
        if self._complete.is_dir():
            if self._folder.is_dir():
                _remove(self._old)
                self._folder.rename(self._old)
            self._complete.rename(self._folder)
        _remove(self._old)

    def _clear(self) -> None:
        for folder in (self._partial, self._complete):
            _remove(folder)

    def _set_permissions(self) -> None:
        for folder, _, files in os.walk(self._partial):
            for name in files:
                (Path(folder) / name).chmod(self._mode)
            if self._shared:
                Path(folder).chmod(Path(folder).stat().st_mode | 0o2770)


def graded_notebook(course: NbGraderAPI, assignment: str, learner: str) -> NotebookNode | None:
    """Return the autograded notebook of `learner`, None where there is none that can be read."""
    directory = course.coursedir
    folder = Path(directory.format_path(directory.autograded_directory, learner, assignment))
    return read_graded(folder / f"{assignment}.ipynb")


def read_graded(path: Path) -> NotebookNode | None:
    """Return an autograded notebook, None where there is none, or where it was damaged: it is graded anew then."""
    try:
        found: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError, nbformat.ValidationError):
        return None  # what nbformat says of a file that is no notebook differs
    parts = [found.get("metadata"), *(cell.get("metadata") for cell in found.get("cells", []))]
    parts += [part.get("grading", {}) for part in parts[:1] if isinstance(part, dict)]
    return found if all(isinstance(part, dict) for part in parts) else None


def _text(notebook: NotebookNode) -> str:
    text: str = nbformat.writes(notebook, version=4)
    return text if text.endswith("\n") else f"{text}\n"


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
