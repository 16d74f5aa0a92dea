"""Proofs about variants: everybody can solve their own, and nobody gets full points with somebody else's values.

And that hidden rows are drawn, so that an exam's are known to nobody.
"""

import re
from collections.abc import Iterator

from grader.checks import Bench, CheckError, Keys
from grader.rubrics import AUTHOR, for_learner

from .material import Material
from .proof import Proof

__all__ = ["drawn", "not_borrowed", "solvable"]

# So many learners are tried with the author's values; one who gets through would be one too many.
MOST_BORROWERS = 10


def solvable(material: Material, numbers: range) -> Iterator[Proof]:
    """Prove for these made-up learners that the reference, holding their values, scores full."""
    exercise = material.exercise
    if not _varies(material):
        if numbers.start == 0:
            yield Proof(exercise.id, "variants", "no variant: the task is the same for everybody", holds=True)
        return
    claim = f"variants {numbers.start + 1} to {numbers.stop} can be solved"
    for learner in map(_learner, numbers):
        if trouble := _trouble(material, _written(material, learner), learner):
            yield Proof(
                exercise.id,
                "variants",
                claim,
                holds=False,
                place=f"variant of learner {learner}",
                found=f"the reference, with this learner's values, does not score full:\n{trouble}",
                expected="full points",
                remedy="Mend the variant's ranges, or a number in the solution that only happens to equal a value.",
            )
            return
    yield Proof(exercise.id, "variants", claim, holds=True)


def not_borrowed(material: Material, numbers: range) -> Iterator[Proof]:
    """Prove that the author's values score less than full for learners whose own are others."""
    claim = "somebody else's values do not score full"
    if not _varies(material):
        return
    learners = map(_learner, numbers)
    ours = _words(material.reference)
    borrowers = [each for each in learners if _words(_written(material, each)) != ours]
    if not borrowers:
        claim += ": not applicable, they come as parameters"
    for learner in borrowers[:MOST_BORROWERS]:
        if not _trouble(material, material.reference, learner):
            yield Proof(
                material.exercise.id,
                "variants",
                claim,
                holds=False,
                place=f"variant of learner {learner}",
                found="full points for the reference with the author's values",
                expected="less",
                remedy="Let the rubric look at cases in which the learner's values decide.",
            )
            return
    yield Proof(material.exercise.id, "variants", claim, holds=True)


def drawn(material: Material) -> Iterator[Proof]:
    """Prove that with another key each hidden function draws something else."""
    exercise = material.exercise
    one, other = (
        Bench(exercise, {}, learner_id=AUTHOR, grading=True, keys=Keys(hidden=key))
        for key in ("one", "other")
    )
    for rows in material.hidden:
        yield Proof(
            exercise.id,
            "variants",
            f"{rows.__name__} draws other hidden rows in another exam",
            holds=rows(one) != rows(other),
            place=f"rubric of {exercise.id}, {rows.__name__}",
            found="the same rows for two keys",
            expected="rows that come from its parameter `rng`",
            remedy="Draw the values from it; whoever reads the rubric knows all others.",
        )


def _words(source: str) -> list[str]:
    """Return the words of a source in sorted order: the same values in other places may well be the same answer."""
    return sorted(re.findall(r"[\w.]+", source))


def _learner(number: int) -> str:
    return f"verify-{number}"


def _varies(material: Material) -> bool:
    return bool(material.exercise.values(_learner(0)))


def _written(material: Material, learner: str) -> str:
    return for_learner(material.reference, material.exercise, learner)


def _trouble(material: Material, text: str, learner: str) -> str:
    try:
        report = material.examined(text, learner)
    except CheckError as error:
        return str(error)
    return "" if report.points == report.maximum else report.text()
