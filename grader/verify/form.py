"""Proofs that need nothing to run: the exercise is whole, and its grade cell is what nbgrader and learners need."""

import ast
import itertools
from collections.abc import Iterator

from grader.checks.exercise import KINDS

from .material import Material
from .proof import Proof

__all__ = ["form"]

RUNGS = 4


def form(material: Material) -> Iterator[Proof]:
    """Prove that points, hints, kinds, names and the grade cell are as they should be."""
    exercise = material.exercise
    rubric = f"rubric of {exercise.id}"
    rungs = [hint for hint in exercise.hints if hint.strip()]
    kinds = sorted({letter for part in exercise.parts for letter in part.kind} - set(KINDS))
    names = [part.name for part in exercise.parts]
    ids = [each.id for each in exercise.misconceptions]
    lines = [line for line in material.grade_cell.splitlines() if line.strip()]
    call = f'grade("{exercise.id}", {", ".join(exercise.deliver)})'
    cell = f"{material.notebook}, grade cell of {exercise.id}"
    claims = [
        (
            "the hint ladder has four rungs",
            len(rungs) == RUNGS == len(exercise.hints),
            rubric,
            f"{len(rungs)} hints with text of {len(exercise.hints)}",
            f"{RUNGS}",
            "Write a question, the idea, the call with its shape, and a neighbour problem.",
        ),
        (
            f"the points of the parts make {exercise.worth:g}",
            exercise.maximum == exercise.worth and all(part.points > 0 for part in exercise.parts),
            rubric,
            " + ".join(f"{part.points:g}" for part in exercise.parts),
            f"positive points that make {exercise.worth:g}",
            "Share the points out anew.",
        ),
        (
            "the kinds of the parts are known",
            not kinds and all(part.kind for part in exercise.parts),
            rubric,
            f"kinds {', '.join(kinds) or 'left out'}",
            f"letters of {''.join(KINDS)}",
            "Name the kind by the table in grader/checks/exercise.py.",
        ),
        (
            "every part and misconception has a name of its own",
            len(set(names)) == len(names) and len(set(ids)) == len(ids),
            rubric,
            f"twice: {', '.join(_doubles(names) + _doubles(ids))}",
            "each name once",
            "Rename one.",
        ),
        (
            "the grade cell is one line",
            len(lines) == 1 and _same(lines[0], call),
            cell,
            f"`{'; '.join(lines)}`",
            f"`{call}`",
            "Mend the text notebook and build again.",
        ),
        (
            "the grade cell is worth the points of the rubric",
            material.grade_points == exercise.maximum,
            cell,
            f"{material.grade_points:g} points",
            f"{exercise.maximum:g}",
            "Make them agree.",
        ),
        (
            "the names of the stored answers are verdicts",
            not material.misnamed,
            material.answers_folder,
            ", ".join(material.misnamed),
            "<points>_<hint or none>_<words>.py, such as 06_K05.2_no_queue_policy.py",
            "Rename the files.",
        ),
    ]
    for claim, holds, *rest in claims:
        yield Proof(exercise.id, "form", claim, holds, *([] if holds else rest))


def _doubles(names: list[str]) -> list[str]:
    return [name for name, same in itertools.groupby(sorted(names)) if len(list(same)) > 1]


def _same(line: str, call: str) -> bool:
    try:
        return ast.dump(ast.parse(line)) == ast.dump(ast.parse(call))
    except SyntaxError:
        return False
