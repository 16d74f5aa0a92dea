"""Finding the notebook in what a learner handed in.

It may have another name, stand in a subfolder, or be one of several. Nothing is changed: the folder stays as it was
received.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .cells import SubmissionError, SubmittedCell, read_cells

__all__ = ["NBGRADERS", "Submission", "is_linked", "open_submission", "shown"]

# What `nbgrader submit` adds to a submission.
NBGRADERS = ("timestamp.txt", "submission_secret.txt")
# Browsers add to an ending, or change it.
ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json")
MOST_NOTEBOOKS = 20
MOST_FOLDERS = 1_000

Cells = tuple[SubmittedCell, ...]


@dataclass(frozen=True)
class Submission:
    """The cells of the notebook that was handed in, and what an instructor should know about how it was found."""

    cells: Cells
    remarks: tuple[str, ...] = ()


def open_submission(folder: Path, name: str, released: Mapping[str, str]) -> Submission:
    """Find and read the notebook of the assignment `name` in a submitted `folder`.

    `released` has the text of each answer cell as released, by its grade id. Where there is no notebook of that name,
    none that can be read, or one in which nothing was answered, another one that holds answers is taken, if it is the
    only one. Raises SubmissionError where no notebook can be read, or which one is meant cannot be told.
    """
    if is_linked(folder):
        raise SubmissionError(
            "The folder that was handed in is a link to another folder. Hand in the notebook itself."
        )
    expected = folder / f"{name}.ipynb"
    mine, problem = _read(expected)
    others, problems = _others(folder, expected, released)
    answered = _unlike({path: cells for path, cells in others.items() if _is_answered(cells, released)})
    if mine is not None and (not answered or not _is_untouched(mine, released)):
        further = [path for path, cells in answered.items() if cells != mine]
        return Submission(mine, _other_answers(expected, folder, further))
    candidates = answered or _unlike(others)
    if len(candidates) > 1:
        why = "is not there" if mine is None else "holds no answers"
        raise SubmissionError(
            f"`{expected.name}` {why}, and several could be meant: {_listed(candidates, folder)}. Keep one of them."
        )
    if candidates:
        path, cells = next(iter(candidates.items()))
        found = f"`{shown(path, folder)}` was graded in place of `{expected.name}`"
        if mine is not None:
            return Submission(cells, (f"{found}, which holds no answers.",))
        return Submission(cells, (f"{found}: {problem}" if problem else f"{found}, which is not there.",))
    if problem is None and len(problems) == 1:
        problem = problems[0]
    raise problem or SubmissionError(_nothing_found(folder, expected.name))


def is_linked(folder: Path) -> bool:
    """Tell whether the folder of a submission, or that of its learner, is a link to another one."""
    return folder.is_symlink() or folder.parent.is_symlink()


def shown(path: Path, folder: Path) -> str:
    """Return a path in a submitted folder as it can stand in a sentence, on a page or a terminal; 80 letters at most."""
    name = str(path.relative_to(folder))
    text = "".join(letter if letter.isprintable() and letter not in "`<>" else "?" for letter in name)
    return text if len(text) <= 80 else f"{text[:40]}...{text[-37:]}"


def _read(expected: Path) -> tuple[Cells | None, SubmissionError | None]:
    """Return the cells of a notebook, or the problem with it; neither where it is not there."""
    try:
        expected.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    except OSError:
        pass  # reading it says in words why it cannot be opened
    try:
        return read_cells(expected), None
    except SubmissionError as error:
        return None, error


def _others(
    folder: Path, expected: Path, released: Mapping[str, str]
) -> tuple[dict[Path, Cells], list[SubmissionError]]:
    """Return the other notebooks that hold any of the course's answer cells, and problems with those that cannot be read."""
    found, problems = {}, []
    for _, path in zip(range(MOST_NOTEBOOKS), _notebooks(folder, expected), strict=False):
        cells, problem = _read(path)
        if cells and any(cell.grade_id in released for cell in cells):
            found[path] = cells
        elif problem and ".ipynb" in path.name.lower():
            problems.append(problem)
    return found, problems


def _notebooks(folder: Path, expected: Path) -> Iterator[Path]:
    """Yield what might be a notebook by its name; hidden ones are copies that a program keeps for itself."""
    for _, (place, folders, files) in zip(range(MOST_FOLDERS), os.walk(folder), strict=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            if not name.startswith(".") and name.lower().endswith(ENDINGS) and path != expected:
                yield path


def _is_answered(cells: Cells, released: Mapping[str, str]) -> bool:
    return any(
        cell.grade_id in released and cell.source.strip() not in ("", released[cell.grade_id].strip())
        for cell in cells
    )


def _is_untouched(cells: Cells, released: Mapping[str, str]) -> bool:
    """Tell whether nothing was answered for certain: the answer cells are there, and as they were released."""
    return any(cell.grade_id in released for cell in cells) and not _is_answered(cells, released)


def _unlike(notebooks: Mapping[Path, Cells]) -> dict[Path, Cells]:
    """Return the notebooks without those that hold the same as one before."""
    found: dict[Path, Cells] = {}
    for path, cells in notebooks.items():
        if cells not in found.values():
            found[path] = cells
    return found


def _other_answers(expected: Path, folder: Path, others: list[Path]) -> tuple[str, ...]:
    if not others:
        return ()
    return (f"`{expected.name}` was graded. Other answers are in {_listed(others, folder)}.",)


def _listed(paths: Mapping[Path, Cells] | list[Path], folder: Path) -> str:
    return ", ".join(f"`{shown(path, folder)}`" for path in list(paths)[:5])


def _nothing_found(folder: Path, name: str) -> str:
    try:
        there = sorted(path for path in folder.iterdir() if path.name not in NBGRADERS)
    except OSError as error:
        return f"The folder that was handed in cannot be opened ({error.strerror}). Give whoever grades the right to read it."
    found = "holds " + ", ".join(f"`{shown(path, folder)}`" for path in there[:5]) if there else "is empty"
    return f"No notebook was handed in: `{name}` is expected and the folder {found}. Hand in the notebook."
