"""Proofs about variants: everybody can solve their own, and nobody gets full points with somebody else's values."""

from collections.abc import Iterator

from course.learner import variant_rng
from grader.checks import CheckError
from grader.rubrics import ValuesError, for_learner

from .material import Material
from .proof import Proof

__all__ = ["variants"]

# So many learners are tried with the author's values; one who gets through would be one too many.
MOST_BORROWERS = 10


def variants(material: Material, count: int) -> Iterator[Proof]:
    """Prove for `count` made-up learners that the reference, holding their values, scores full, and theirs alone."""
    exercise = material.exercise
    if not exercise.variant(variant_rng(exercise.id, "verify-0")):
        yield Proof(exercise.id, "variants", "no variant: the task is the same for everybody", holds=True)
        return
    learners = [f"verify-{number}" for number in range(count)]
    try:
        written = {learner: for_learner(material.reference, exercise, learner) for learner in learners}
    except ValuesError as error:
        yield Proof(exercise.id, "variants", "the author's values can be told apart", holds=False,
                    place=f"rubric of {exercise.id}", found=str(error), expected="distinct values",
                    remedy="Change the variant's ranges.")  # fmt: skip
        return
    yield _solvable(material, written)
    yield _not_borrowed(material, [learner for learner in learners if written[learner] != material.reference])


def _solvable(material: Material, written: dict[str, str]) -> Proof:
    for learner, text in written.items():
        if trouble := _trouble(material, text, learner):
            return Proof(
                material.exercise.id,
                "variants",
                f"{len(written)} variants can be solved",
                holds=False,
                place=f"variant of learner {learner}",
                found=f"the reference, with this learner's values, does not score full:\n{trouble}",
                expected="full points",
                remedy="Mend the variant's ranges, or a number in the solution that only happens to equal a value.",
            )
    return Proof(material.exercise.id, "variants", f"{len(written)} variants can be solved", holds=True)


def _trouble(material: Material, text: str, learner: str) -> str:
    try:
        report = material.examined(text, learner)
    except CheckError as error:
        return str(error)
    return "" if report.points == report.maximum else report.text()


def _not_borrowed(material: Material, borrowers: list[str]) -> Proof:
    claim = "somebody else's values do not score full"
    if not borrowers:
        why = f"{claim}: not applicable, they come as parameters"
        return Proof(material.exercise.id, "variants", why, holds=True)
    for learner in borrowers[:MOST_BORROWERS]:
        if not _trouble(material, material.reference, learner):
            return Proof(
                material.exercise.id,
                "variants",
                claim,
                holds=False,
                place=f"variant of learner {learner}",
                found="full points for the reference with the author's values",
                expected="less",
                remedy="Let the rubric look at cases in which the learner's values decide.",
            )
    return Proof(material.exercise.id, "variants", claim, holds=True)
