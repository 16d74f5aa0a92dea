"""Proofs by stored answers: each gets exactly the points and the hint that its file name promises."""

import itertools
from collections.abc import Iterator

from grader.checks import CheckError, same_code

from .material import Material, StoredAnswer
from .proof import Proof

__all__ = ["released", "solved", "variety", "verdicts"]

RIGHT_ONES = 2


def released(material: Material) -> Iterator[Proof]:
    """Prove that the cell as learners get it earns nothing and is met with a kind sentence."""
    claim = "the released cell scores 0 and is called untouched"
    place = f"{material.notebook}, released cell of {material.exercise.id}"
    try:
        report = material.examined(material.released)
    except CheckError as error:
        yield _broken(material, "released", claim, place, error)
        return
    holds = report.points == 0 and report.untouched
    found = f"{report.points:g} points: {report.message}"
    remedy = "Let it hold nothing but the way to begin; name in `given` what comes with the notebook."
    yield Proof(material.exercise.id, "released", claim, holds, place, found, "0 points, untouched", remedy)


def solved(material: Material) -> Iterator[Proof]:
    """Prove that the reference solution earns everything."""
    claim = "the reference solution scores full"
    place = f"{material.notebook}, solution cell of {material.exercise.id}"
    try:
        report = material.examined(material.reference)
    except CheckError as error:
        yield _broken(material, "solution", claim, place, error)
        return
    holds = report.points == report.maximum
    found = f"{report.points:g} of {report.maximum:g} points\n{report.text()}"
    remedy = "Mend the solution or the rubric; whatever is its author's variant must stand in it."
    yield Proof(material.exercise.id, "solution", claim, holds, place, found, "full points", remedy)


def verdicts(material: Material, part: slice) -> Iterator[Proof]:
    """Prove the verdict of every stored answer in this part of them."""
    for answer in material.answers[part]:
        yield _verdict(material, answer)


def variety(material: Material) -> Iterator[Proof]:
    """Prove that there are enough stored answers: right ones of several kinds, and a wrong one for each misconception."""
    right = [each for each in material.answers if each.points == material.exercise.maximum]
    alike = next(((a, b) for a, b in itertools.combinations(right, 2) if same_code(a.text, b.text)), None)
    yield Proof(
        material.exercise.id,
        "answers",
        "two right answers are written differently",
        len(right) >= RIGHT_ONES and alike is None,
        material.answers_folder,
        f"{len(right)} right answers"
        if alike is None
        else f"{alike[0].path} and {alike[1].path} are the same code",
        f"at least {RIGHT_ONES}, each written differently",
        "Store another way to solve it as 10_none_<words>.py.",
    )
    stored = {answer.hint for answer in material.answers}
    for misconception in material.exercise.misconceptions:
        yield Proof(
            material.exercise.id,
            "misconceptions",
            f"{misconception.id} has a stored wrong answer",
            misconception.id in stored,
            material.answers_folder,
            f"no answer for {misconception.id} ({misconception.title})",
            "at least one",
            f"Store one as <points>_{misconception.id}_<words>.py.",
        )


def _verdict(material: Material, answer: StoredAnswer) -> Proof:
    claim = f"{answer.path.rsplit('/', 1)[-1]} gets its points and its hint"
    try:
        report = material.examined(answer.text)
    except CheckError as error:
        return _broken(material, "answers", claim, answer.path, error)
    hint = report.hint.id if report.hint else None
    return Proof(
        material.exercise.id,
        "answers",
        claim,
        report.points == answer.points and hint == answer.hint,
        answer.path,
        f"{report.points:g} points, hint {hint or 'none'}\n{report.text()}",
        f"{answer.points} points, hint {answer.hint or 'none'}",
        "Mend the rubric, or rename the file if its verdict was wrong.",
    )


def _broken(material: Material, group: str, claim: str, place: str, error: CheckError) -> Proof:
    found = f"a check that broke: {error}"
    return Proof(material.exercise.id, group, claim, holds=False, place=place, found=found, expected="a report",
                 remedy="Mend the check: it must cope with whatever an answer does.")  # fmt: skip
