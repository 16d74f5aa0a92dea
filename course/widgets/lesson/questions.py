"""The questions of a module, read from `course/quizzes/<module>.toml`, and how an answer is judged.

[[before]]              two predictions, ungraded        [[item]]      8 to 12 items of the knowledge check; none where
                                                                       the module's check is an assessment
id = "m05.b1"           objective = "what it is about"   kind = "single" or "multiple"
choose = 2              for "multiple": how many         text = "..."
[[before.option]]       or [[item.option]]:              text = "..."   right = true   why = "..."
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from course import learner
from course.widgets.words import number

__all__ = [
    "Option",
    "Question",
    "Questions",
    "QuizError",
    "parse",
    "question_of",
    "read",
    "score",
    "shuffled",
]

POINTS = 10


class QuizError(ValueError):
    """A file of questions is not what it should be; the message says where, what was found, what is expected."""


@dataclass(frozen=True)
class Option:
    """One option: its text, whether it is right, and why."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class Question:
    """One question; `choose` is how many options are to be chosen (1 for a single choice)."""

    id: str
    objective: str
    text: str
    choose: int
    options: tuple[Option, ...]

    @property
    def right(self) -> frozenset[int]:
        """The positions of the right options."""
        return frozenset(at for at, option in enumerate(self.options) if option.right)

    def share(self, chosen: Sequence[int]) -> float:
        """Return how much of the question is right, 0 to 1: a wrong choice takes back a right one."""
        good = len(self.right.intersection(chosen))
        bad = len(set(chosen) - self.right)
        return max(0.0, (good - bad) / len(self.right))


@dataclass(frozen=True)
class Questions:
    """The predictions and the knowledge check of a module."""

    module: str
    before: tuple[Question, ...]
    items: tuple[Question, ...]


@cache
def read(module: str) -> Questions:
    """Read a module's questions. Raises QuizError."""
    name = module.lower()
    file = files("course").joinpath("quizzes", f"{name}.toml")
    if not file.is_file():
        message = f"quizzes/{name}.toml: there are no questions for module {module!r}"
        raise QuizError(message)
    return parse(name, file.read_text(encoding="utf-8"))


def parse(module: str, text: str) -> Questions:
    """Read a module's questions from TOML. Raises QuizError."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        message = f"quizzes/{module}.toml: not TOML: {problem}"
        raise QuizError(message) from None
    found = {
        kind: tuple(
            question_of(f"quizzes/{module}.toml, {kind} {at}", entry)
            for at, entry in enumerate(content.get(kind, ()), 1)
        )
        for kind in ("before", "item")
    }
    ids = [question.id for questions in found.values() for question in questions]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        message = f"quizzes/{module}.toml: the id {twice[0]!r} is used twice; each question needs its own"
        raise QuizError(message)
    return Questions(module, found["before"], found["item"])


def shuffled(question: Question) -> list[int]:
    """Return the positions of a question's options in this learner's order, always the same for the same learner."""
    order = list(range(len(question.options)))
    learner.variant_rng(question.id).shuffle(order)
    return order


def score(questions: Sequence[Question], answers: dict[str, list[int]]) -> str:
    """Say how far a knowledge check is: `3 of 10 answered, 2 right; 2 of 10 points`."""
    done = [question for question in questions if answers.get(question.id)]
    shares = [question.share(answers[question.id]) for question in done]
    points = round(POINTS * sum(shares) / len(questions), 1) if questions else 0.0
    right = sum(share == 1 for share in shares)
    return f"{len(done)} of {len(questions)} answered, {right} right; {number(points)} of {POINTS} points"


def question_of(place: str, entry: dict[str, Any]) -> Question:
    """Return the question that an entry of a file holds; `place` is where it stands. Raises QuizError."""
    for field in ("id", "text", "option"):
        if not entry.get(field):
            message = f"{place}: there is no {field}"
            raise QuizError(message)
    options = tuple(
        _option(f"{place} ({entry['id']}), option {at}", raw) for at, raw in enumerate(entry["option"], 1)
    )
    right = sum(option.right for option in options)
    choose = int(entry.get("choose", 1 if entry.get("kind", "single") == "single" else right))
    if right != choose or right == 0:
        message = f"{place} ({entry['id']}): {right} options are right, but {choose} are to be chosen"
        raise QuizError(message)
    return Question(str(entry["id"]), str(entry.get("objective", "")), str(entry["text"]), choose, options)


def _option(place: str, raw: dict[str, Any]) -> Option:
    for field in ("text", "right", "why"):
        if field not in raw:
            message = f"{place}: there is no {field}"
            raise QuizError(message)
    return Option(str(raw["text"]), bool(raw["right"]), str(raw["why"]))
