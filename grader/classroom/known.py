"""What was examined before: by grade cell, a fingerprint of everything that its outcome depends on.

That is the learner, the text of every cell but the other grade cells, the exercise's rubric, and whatever runs a
rubric: the course's account and this package's checks and rooms, Python, and what is installed. Where the fingerprint is
the same, so is the outcome, and nothing need run again. Pictures and lessons are left out: they change no points.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from course.syllabus import module_of
from grader import rubrics
from grader.rooms.examiner.paper import Cell, Paper, Result

from .notes import notes
from .papers import code_cells, name
from .sources import INSTALLED, ROOT, files_in, hashed, python, version_of

__all__ = ["LEFT_OUT", "fingerprints", "known"]

LEFT_OUT = "LeftOut"  # the name of the error that stands in the place of a result

# What a rubric runs on. Files of other kinds (pictures, lessons) are not read by it.
RUNS = ("course", "grader/checks", "grader/rooms")
NO_PART = ("widgets", "lessons", "quizzes", "jupyter")
READ = (".py", ".toml", ".json")


def fingerprints(paper: Paper) -> dict[str, str]:
    """Return the fingerprint of each grade cell by its name. None of them depends on another grade cell."""
    return {cell.name: _fingerprint(paper, cell) for cell in paper.cells if cell.kind == "grade"}


def known(previous: NotebookNode, paper: Paper, prints: Mapping[str, str]) -> Result:
    """Return what of a paper, whose fingerprints are `prints`, was found when the notebook `previous` was graded.

    Where nothing is known of a grade cell it has no outputs; the other cells have theirs where all grade cells do.
    """
    said = notes(previous)
    if not said.get("graded") or said.get("problem"):
        return Result()
    same = {graded for graded, seen in prints.items() if said.get("known", {}).get(graded) == seen}
    was = {name(cell, at): (at - 1, cell) for at, cell in enumerate(code_cells(previous), 1)}
    result = Result(level=said.get("level", ""))
    for at, cell in enumerate(paper.cells):
        if cell.name in was and (cell.name in same if cell.kind == "grade" else same == set(prints)):
            place, found = was[cell.name]
            reason = said.get("left_out", {}).get(str(place))
            if reason:
                result.left_out[at] = reason
            result.outputs[at] = [
                output for output in found.outputs if not (reason and _says(output, reason))
            ]
    return result


def _says(output: NotebookNode, reason: str) -> bool:
    return bool(output.get("ename") == LEFT_OUT and output.get("evalue") == reason)


def _fingerprint(paper: Paper, graded: Cell) -> str:
    seen = tuple(cell for cell in paper.cells if cell.kind != "grade" or cell is graded)
    parts = [asdict(replace(paper, cells=seen)), _rubric(module_of(graded.exercise)), _course()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def _rubric(module: str) -> str:
    """Return a hash of a module's rubrics with all that they share."""
    folder = Path(rubrics.__file__).parent
    shared = sorted(folder.glob("*.py"))
    return hashed([*shared, *_files(folder / module)] if module else shared)


@cache
def _course() -> str:
    """Return a hash of what runs a rubric."""
    files = (file for place in RUNS for file in _files(ROOT / place))
    versions = ",".join(f"{each} {version_of(each)}" for each in INSTALLED)
    return f"{hashed([ROOT / 'grader' / 'notebook.py', *files])} Python {python()},{versions}"


def _files(folder: Path) -> Iterable[Path]:
    return [file for file in files_in(folder, READ) if not set(NO_PART) & set(file.relative_to(folder).parts)]
