"""A class that has worked through the whole course: who handed in what, drawn from a seed.

Each learner is more or less diligent, the same in every module, and stays away from some. Answers are those that are
stored with the exercises, so that what each deserves is known.
"""

import random
from collections.abc import Sequence
from pathlib import Path

from course.syllabus import syllabus
from grader import rubrics

from .cast import Member
from .demo import Source

__all__ = ["LEARNERS", "casts", "sources"]

LEARNERS = 30
# How often somebody hands in a file that is broken, or late; and how far the least diligent is behind the most.
BROKEN, LATE = 0.02, 0.08
DILIGENCE = (0.35, 1.0)
# Stored answers that deserve more or less, depending on a learner's own values, or that have built what they decided,
# which another exercise's answer would have to; ``none``: a right one.
UNEVEN = {
    ("m11", "e4", "K11.14"),
    ("m13", "e2", "none"),
    ("m13", "e4", "K13.9"),
    ("m13", "e5", "K13.11"),
    ("m13", "e5", "K13.2"),
    ("m13", "e5", "none"),
    ("m14", "e1", "K14.1"),
}
Kinds = tuple[list[str], list[str]]  # right answers, wrong ones
MISHAPS = ("missing", "truncated", "renamed", "edited")


def sources(course: Path) -> list[Source]:
    """Return the assignments of the modules that are ready, in the order of the course, with their stored answers."""
    found = [Source(course, module.stem) for module in syllabus().ready]
    return [source for source in found if source.answers.is_dir()]


def casts(of: Sequence[Source], learners: int = LEARNERS) -> dict[Source, list[Member]]:
    """Return who hands in what for each assignment; the same for the same stored answers."""
    rng = random.Random("a class")
    people = {f"learner-{number:02}": rng.uniform(*DILIGENCE) for number in range(1, learners + 1)}
    return {source: _cast(source, people) for source in of}


def _cast(source: Source, people: dict[str, float]) -> list[Member]:
    kinds = _kinds(source)
    rng = random.Random(source.assignment)
    made = []
    for learner, diligence in people.items():
        answers = {exercise: _answer(rng, diligence, known) for exercise, known in kinds.items()}
        mishap = rng.choice(MISHAPS) if rng.random() < BROKEN else "none"
        late = rng.random() < LATE
        # Who stays away does so more often the less diligent; the draws above keep all others as they are.
        if rng.random() < 0.5 + diligence / 2:
            made.append(Member(learner, _story(answers, mishap), answers, mishap=mishap, late=late))
    return made


def _answer(rng: random.Random, diligence: float, known: Kinds) -> str:
    """Return a right answer, in the course's words or in others, a known wrong one, or none."""
    drawn = rng.random()
    right, wrong = (rng.choice(kinds) for kinds in known)
    if drawn < diligence:
        return right
    return wrong if wrong == "reference" or drawn < diligence + (1 - diligence) * 0.7 else "untouched"


def _kinds(source: Source) -> dict[str, Kinds]:
    """Return, by exercise, the right answers, and the misconceptions of which a wrong answer is stored."""
    found = {}
    for folder in sorted(path for path in source.answers.iterdir() if path.is_dir()):
        exercise = folder.name.partition("_")[0]
        stored = {path.stem.split("_")[1] for path in folder.glob("*.py")}
        even = {kind for kind in stored if (source.module, exercise, kind) not in UNEVEN}
        found[exercise] = (["reference", *(even & {"none"})], sorted(even - {"none"}) or ["untouched"])
    # What others build on is the course's own, so that these deserve what they are stored for.
    return found | {name: (["reference"], ["reference"]) for name in _built_on(source.module)}


def _built_on(module: str) -> set[str]:
    exercises = map(rubrics.exercise, rubrics.ids(module))
    return {name.partition(".")[2] for exercise in exercises for name in exercise.builds_on}


def _story(answers: dict[str, str], mishap: str) -> str:
    told = [f"{exercise}: {kind}" for exercise, kind in answers.items() if kind not in ("reference", "none")]
    return "; ".join([*told, *([f"the file is {mishap}"] if mishap != "none" else [])]) or "everything right"
