"""A case: cells that attack, or that have an accident, and the score that each exercise deserves all the same.

A case is a file in `code/`. Its docstring says in a sentence what is tried, then line by line what each exercise deserves
(``e1: 0``), and the real seconds that a cell may take where that matters (``seconds: 4``). ``# %%`` begins a cell, ``# %% e1``
the answer to an exercise; an exercise that is deserved and not answered gets a right answer.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CASES", "FOLDER", "NAMES", "RIGHT", "Case", "read"]

FOLDER = Path(__file__).parent / "code"
ANSWERS = Path(__file__).parents[1] / "answers" / "m05"
NAMES = {"e1": "wire", "e3": "publish_payment"}
SECONDS = 20.0


@dataclass(frozen=True)
class Case:
    """`deserved`: points by exercise. `cells`: (exercise that a cell answers, or "", text) in their order."""

    name: str
    sentence: str
    deserved: Mapping[str, float]
    cells: tuple[tuple[str, str], ...]
    seconds: float = SECONDS


def read(path: Path) -> Case:
    """Return the case in a file. Raises ValueError where its docstring says no score, or no sentence."""
    text = path.read_text(encoding="utf-8")
    head, *parts = re.split(r"^# %%", text, flags=re.MULTILINE)
    sentence, _, rest = (ast.get_docstring(ast.parse(head)) or "").partition("\n\n")
    found = dict(re.findall(r"^(\w+): ([\d.]+)$", rest, flags=re.MULTILINE))
    seconds = float(found.pop("seconds", SECONDS))
    deserved = {exercise: float(points) for exercise, points in found.items()}
    if not sentence or not deserved or not set(deserved) <= set(NAMES):
        raise ValueError(
            f"{path.name}: its docstring is a sentence, an empty line, and lines such as `e1: 0`"
        )
    cells = [(mark.strip(), body) for mark, _, body in (part.partition("\n") for part in parts)]
    answered = {exercise for exercise, _ in cells}
    cells += [(exercise, RIGHT[exercise]) for exercise in deserved if exercise not in answered]
    return Case(path.stem, " ".join(sentence.split()), deserved, tuple(cells), seconds)


def _right(exercise: str) -> str:
    return next(ANSWERS.glob(f"{exercise}_*/10_none_reference*.py")).read_text(encoding="utf-8")


RIGHT = {exercise: _right(exercise) for exercise in NAMES}
CASES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.py"))}
