"""Reading what a learner handed in, and saying in words why it cannot be read.

Nothing is expected of the file: it may be cut off, empty, another kind of file, of another version of the format, or
have another name. Nothing is changed either: the folder stays as it was received.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

__all__ = ["Cell", "Submission", "SubmissionError", "open_submission", "read_cells"]

# What `nbgrader submit` adds to a submission.
NBGRADERS = ("timestamp.txt", "submission_secret.txt")
MOST_BYTES = 50_000_000
CELL_TYPES = ("code", "markdown", "raw")


class SubmissionError(Exception):
    """The submission cannot be graded; the text says what was found and what to do, for learner and instructor."""


@dataclass(frozen=True)
class Cell:
    """One cell as handed in: its type, text, and whatever names it carries (empty where it has none)."""

    type: str
    source: str
    id: str = ""
    grade_id: str = ""


@dataclass(frozen=True)
class Submission:
    """The cells of the notebook that was handed in, and what an instructor should know about how it was found."""

    cells: tuple[Cell, ...]
    remarks: tuple[str, ...] = ()


def open_submission(folder: Path, name: str, grade_ids: Collection[str]) -> Submission:
    """Find and read the notebook of the assignment `name` in a submitted `folder`.

    A notebook of another name is taken if it is the only one that holds any of the course's `grade_ids`. Raises
    SubmissionError where no notebook can be read.
    """
    expected = folder / f"{name}.ipynb"
    problem = None
    if expected.exists() or expected.is_symlink():
        try:
            return Submission(tuple(read_cells(expected)))
        except SubmissionError as error:
            problem = error
    others = list(_course_notebooks(folder, expected, grade_ids))
    if len(others) > 1:
        named = ", ".join(f"`{path.relative_to(folder)}`" for path, _ in others)
        raise SubmissionError(
            f"`{expected.name}` is not there, and several could be meant: {named}. Keep one of them."
        )
    if others:
        path, cells = others[0]
        found = f"`{path.relative_to(folder)}` was graded in place of `{expected.name}`"
        return Submission(cells, (f"{found}: {problem}" if problem else f"{found}, which is not there.",))
    raise problem or SubmissionError(_nothing_found(folder, expected.name))


def read_cells(path: Path) -> Iterator[Cell]:
    """Return the cells of a notebook file. Raises SubmissionError with the reason where it is none."""
    notebook = _notebook(path)
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise SubmissionError(
            f"`{path.name}` is JSON but not a notebook: it has no list of cells. Hand in the notebook."
        )
    return (_cell(cell) for cell in cells if isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES)


def _notebook(path: Path) -> dict[str, Any]:
    content = _json(path)
    if not isinstance(content, dict):
        raise SubmissionError(f"`{path.name}` is JSON but not a notebook. Hand in the notebook.")
    version = content.get("nbformat")
    if isinstance(version, int) and version < 4:
        try:
            return dict(nbformat.convert(nbformat.from_dict(content), 4))
        except Exception as error:  # An old notebook can be wrong in as many ways as there are fields.
            raise SubmissionError(
                f"`{path.name}` is a notebook of version {version} that cannot be converted. "
                "Open it in JupyterLab, save it, and hand it in again."
            ) from error
    return content


def _json(path: Path) -> Any:
    name = path.name
    if path.is_symlink():
        raise SubmissionError(f"`{name}` is a link to another file. Hand in the notebook itself.")
    if (
        path.exists() and not path.is_file()
    ):  # a folder; or a pipe, which nobody would ever have read to its end
        raise SubmissionError(f"`{name}` cannot be opened: it is no file. Hand in the notebook itself.")
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise SubmissionError(f"`{name}` cannot be opened: {error.strerror}.") from error
    if data is None:
        raise SubmissionError(
            f"`{name}` is larger than {MOST_BYTES // 1_000_000} MB. Clear its outputs, hand it in again."
        )
    if not data.strip():
        raise SubmissionError(f"`{name}` is empty. Save the notebook and hand it in again.")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise SubmissionError(f"`{name}` is not a notebook: it is no text. Hand in the notebook.") from error
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            reason = f"breaks off in line {text.rstrip().count(chr(10)) + 1}: the file is not complete"
        else:
            reason = f"is not a notebook: in line {error.lineno} it is no JSON ({error.msg})"
        raise SubmissionError(f"`{name}` {reason}. Save the notebook and hand it in again.") from error
    except RecursionError as error:
        raise SubmissionError(
            f"`{name}` is not a notebook: it is nested without end. Hand in the notebook."
        ) from error


def _cell(cell: dict[str, Any]) -> Cell:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return Cell(
        type=cell["cell_type"],
        source=_text(cell.get("source")),
        id=_text(cell.get("id")),
        grade_id=_text(marks.get("grade_id")) if isinstance(marks, dict) else "",
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _course_notebooks(
    folder: Path, expected: Path, grade_ids: Collection[str]
) -> Iterator[tuple[Path, tuple[Cell, ...]]]:
    for path in sorted(folder.rglob("*.ipynb")):
        if path == expected or ".ipynb_checkpoints" in path.parts:
            continue
        try:
            cells = tuple(read_cells(path))
        except SubmissionError:
            continue
        if any(cell.grade_id in grade_ids for cell in cells):
            yield path, cells


def _nothing_found(folder: Path, name: str) -> str:
    there = (
        sorted(path.name for path in folder.iterdir() if path.name not in NBGRADERS)
        if folder.is_dir()
        else []
    )
    found = "holds " + ", ".join(f"`{other}`" for other in there[:5]) if there else "is empty"
    return f"No notebook was handed in: `{name}` is expected and the folder {found}. Hand in the notebook."
