"""An exercise's answer in a notebook: read, or replaced by another."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.called import called
from grader.classroom.marks import exercise_of, grade_id, is_answer

from .places import StudyError

__all__ = ["answer", "put"]


def answer(path: Path, exercise: str) -> str:
    """Return the text of the answer cell of an exercise (``m05.e1``). Raises StudyError where there is none."""
    return str(_cell(_read(path), path, exercise).source)


def put(path: Path, exercise: str, text: str) -> None:
    """Write `text` into the answer cell of an exercise, whose output goes; all other cells stay. Raises StudyError."""
    found = _read(path)
    cell = _cell(found, path, exercise)
    cell.source, cell.outputs, cell.execution_count = text, [], None
    new = path.with_suffix(".new")
    nbformat.write(found, new)
    new.replace(path)  # whole, so that an interruption leaves the old one or the new one


def _read(path: Path) -> NotebookNode:
    try:
        found: NotebookNode = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as problem:
        raise StudyError(
            f"{path} cannot be read as a notebook ({problem}). Give it another name; `{called('lab')}` then puts a fresh one there."
        ) from None
    return found


def _cell(notebook: NotebookNode, path: Path, exercise: str) -> NotebookNode:
    name = exercise.partition(".")[2]
    cells = [cell for cell in notebook.cells if is_answer(cell) and exercise_of(grade_id(cell)) == name]
    if not cells:
        raise StudyError(
            f"{path} has no answer cell of {exercise} any more. Give the file another name, run `{called('lab')}`, which puts a "
            "fresh one there, and copy your answers over."
        )
    found: NotebookNode = cells[0]
    return found
