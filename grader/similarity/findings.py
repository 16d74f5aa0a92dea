"""What was found in a class, exercise by exercise: groups of answers that are alike, and values that are somebody else's."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.rubrics import AUTHOR

from .answers import ExerciseAnswers
from .compare import LONGEST, Answer, Pair, compared, groups
from .variants import Held, Variants

__all__ = ["CAUTION", "COURSE", "Finding", "finding", "members", "sentences"]

# How the course's own right answers are called among those of learners.
COURSE = "the course's answer"
CAUTION = (
    "A reason to look, never a verdict: this tells that two answers are more alike than answers written independently are "
    "likely to be. It cannot tell who wrote first, whether working together was allowed, or whether both took it from the "
    "same page. Read both answers, and ask their authors."
)


@dataclass(frozen=True)
class Finding:
    """One exercise. `groups`: see `compare.groups`. `held`: by learner, the values of others. `cut`: who wrote too much."""

    exercise: str
    texts: dict[str, str]
    pairs: list[Pair]
    groups: list[list[Pair]]
    held: dict[str, list[Held]]
    cut: list[str]


def finding(exercise: ExerciseAnswers) -> Finding:
    """Compare the answers to one exercise."""
    variants = Variants(exercise.variants, "\n".join(exercise.given))
    held = variants.held({name: text[:LONGEST] for name, text in exercise.answers.items()})
    answers = [
        Answer(name, text, variants.values(name, held.get(name, ())))
        for name, text in exercise.answers.items()
    ]
    stored = {f"{COURSE} {name}": text for name, text in exercise.stored.items()}
    answers += [Answer(name, text, variants.values(AUTHOR), stored=True) for name, text in stored.items()]
    pairs = compared(answers, exercise.given)
    return Finding(
        exercise.name,
        exercise.answers | stored,
        pairs,
        groups(pairs),
        held,
        [name for name, text in exercise.answers.items() if len(text) > LONGEST],
    )


def members(group: list[Pair]) -> list[str]:
    """Return who is in a group, learners first."""
    names = {name for pair in group for name in (pair.one, pair.other)}
    return sorted(names, key=lambda name: (name.startswith(COURSE), name))


def said(learner: str, held: Held) -> str:
    """Return in a sentence what a value in an answer tells."""
    whose = " or ".join("the course's published answers" if name == AUTHOR else name for name in held.holders)
    own = f"; {learner}'s own is {held.own}" if held.own else ""
    return f"{learner} holds {held.value}, the `{held.name}` of {whose}{own}"


def sentences(found: Finding) -> Iterator[str]:
    """Yield the sentences about the values of others in an exercise."""
    for learner, values in found.held.items():
        for held in values:
            yield said(learner, held)
