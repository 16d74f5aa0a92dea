"""The words of an exercise in another language than English: what a learner reads of it, and nothing that is graded.

A translated copy of the course (``python -m grader translate``) holds ``course/translation.json``. Points, checks and ids
are the same with it and without it.
"""

import functools
import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

from grader.checks import Exercise

__all__ = ["FILE", "in_language", "reworded"]

FILE = "translation.json"


def in_language(exercise: Exercise) -> Exercise:
    """Return the exercise in this copy's language: itself, where that is English."""
    words = _words()
    return reworded(exercise, lambda text: words.get(text, text)) if words else exercise


def reworded(exercise: Exercise, change: Callable[[str], str]) -> Exercise:
    """Return the exercise with each text that a learner reads changed."""
    return replace(
        exercise,
        title=change(exercise.title),
        parts=tuple(replace(part, name=change(part.name)) for part in exercise.parts),
        hints=tuple(map(change, exercise.hints)),
        misconceptions=tuple(
            replace(each, hint=change(each.hint), about=change(each.about) if each.about else "")
            for each in exercise.misconceptions
        ),
    )


@functools.cache
def _words() -> dict[str, str]:
    file = files("course").joinpath(FILE)
    if not file.is_file():
        return {}
    words: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))["words"]
    return words
