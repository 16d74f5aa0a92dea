"""Reading the cells of a notebook file, whatever is in it, and saying in words why it cannot be read.

Nothing is expected of the file: it may be empty, cut off, of another kind, encoding or version, nested or large without
bounds. What breaks the format, and is none of a cell's type, text and names, does not matter.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

__all__ = ["SubmissionError", "SubmittedCell", "read_cells"]

MOST_BYTES = 50_000_000
# A file of few bytes can hold so many empty lists that the memory of whoever grades is used up.
MOST_VALUES = 2_000_000
MOST_CELLS = 2_000
MOST_LETTERS = 5_000_000
CELL_TYPES = ("code", "markdown", "raw")
SAVE = "Save the notebook and hand it in again."
CLEAR = "Clear its outputs, hand it in again."


class SubmissionError(Exception):
    """The submission cannot be graded; the text says what was found and what to do, for learner and instructor."""


@dataclass(frozen=True)
class SubmittedCell:
    """One cell as handed in: its type, text, and whatever names it carries (empty where it has none)."""

    type: str
    source: str
    id: str = ""
    grade_id: str = ""


def read_cells(path: Path) -> tuple[SubmittedCell, ...]:
    """Return the cells of a notebook file. Raises SubmissionError with the reason where it is none.

    The texts are such that they can be written as UTF-8, with line ends of one letter.
    """
    notebook = _of_now(_content(path), path.name)
    found = notebook.get("cells")
    if not isinstance(found, list):
        raise SubmissionError(
            f"`{path.name}` is JSON but not a notebook: it has no list of cells. Hand in the notebook."
        )
    if len(found) > MOST_CELLS:
        raise SubmissionError(
            f"`{path.name}` has {len(found):,} cells, and at most {MOST_CELLS:,} are read. "
            "Delete what is not needed, hand it in again."
        )
    cells = tuple(_cell(cell) for cell in found if isinstance(cell, dict))
    if sum(len(cell.source) for cell in cells) > MOST_LETTERS:
        raise SubmissionError(
            f"`{path.name}` holds more than {MOST_LETTERS // 1_000_000} million characters in its cells. "
            "Keep data in files, hand it in again."
        )
    return cells


def _of_now(content: Any, name: str) -> dict[str, Any]:
    """Return a notebook of the present format, version 4, in which cells stand at the top."""
    if not isinstance(content, dict):
        raise SubmissionError(f"`{name}` is JSON but not a notebook. Hand in the notebook.")
    version = content.get("nbformat")
    is_old = type(version) is int and version in (1, 2, 3)
    if not is_old or (version != 1 and "cells" in content):
        return content
    try:
        return dict(nbformat.convert(nbformat.from_dict(content), 4))
    except Exception as error:  # An old notebook can be wrong in as many ways as there are fields.
        raise SubmissionError(
            f"`{name}` is a notebook of version {version} that cannot be converted. "
            "Open it in JupyterLab, save it, and hand it in again."
        ) from error


def _content(path: Path) -> Any:
    """Return what a file of JSON holds."""
    name = path.name
    data = _data(path)
    # An editor leaves a mark alone, a disk that was full leaves zeros.
    if not data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n\0"):
        raise SubmissionError(f"`{name}` is empty. {SAVE}")
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise SubmissionError(f"`{name}` holds more than {MOST_VALUES:,} values. {CLEAR}")
    text, is_known = _decoded(data)
    text = text.rstrip("\0 \t\r\n")  # a disk that failed pads a file with zeros
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if not is_known:
            raise SubmissionError(
                f"`{name}` is not a notebook: it is no text. Hand in the notebook."
            ) from error
        if error.pos >= len(text) or error.msg.startswith("Unterminated string"):
            reason = f"breaks off in line {text.count(chr(10)) + 1}: the file is not complete"
        else:
            reason = f"is not a notebook: in line {error.lineno} it is no JSON ({error.msg})"
        raise SubmissionError(f"`{name}` {reason}. {SAVE}") from error
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise SubmissionError(
            f"`{name}` is not a notebook: it holds a number of thousands of digits. {SAVE}"
        ) from error
    except RecursionError as error:
        raise SubmissionError(
            f"`{name}` is not a notebook: it is nested without end. Hand in the notebook."
        ) from error


def _data(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_symlink():
            raise SubmissionError(f"`{name}` is a link to another file. Hand in the notebook itself.")
        if not path.is_file():  # a folder; or a pipe, which nobody would ever have read to its end
            raise SubmissionError(f"`{name}` cannot be opened: it is no file. Hand in the notebook itself.")
        if path.stat().st_size > MOST_BYTES:
            raise SubmissionError(f"`{name}` is larger than {MOST_BYTES // 1_000_000} MB. {CLEAR}")
        return path.read_bytes()
    except OSError as error:
        raise SubmissionError(
            f"`{name}` cannot be opened: {error.strerror}. Give whoever grades the right to read it, or hand it in again."
        ) from error


def _decoded(data: bytes) -> tuple[str, bool]:
    """Return bytes as text, and whether the encoding is certain."""
    try:
        return data.decode(json.detect_encoding(data)), True
    except UnicodeDecodeError:
        # What an old editor on Windows writes. Of any bytes that makes text; JSON is made of few of them.
        return data.decode("cp1252", "replace"), False


def _cell(cell: dict[str, Any]) -> SubmittedCell:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    kind = cell.get("cell_type")
    return SubmittedCell(
        type=kind if kind in CELL_TYPES else "raw",
        source=_text(cell.get("source")),
        id=_text(cell.get("id")),
        grade_id=_text(marks.get("grade_id")) if isinstance(marks, dict) else "",
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    if not isinstance(value, str):
        return ""
    # Halves of a letter are put together, or replaced: JSON may hold one alone, and no file in UTF-8 can.
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
