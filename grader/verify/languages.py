"""Proof that a definition may be written in each query language that its task allows."""

from collections.abc import Iterator
from typing import Any

from course.asl.text import read
from grader.checks.machines import states_of

from .material import Material
from .proof import Proof

__all__ = ["languages"]

# States of these types say nothing in a query language, unless they have a field of one.
_SILENT = ("Succeed", "Fail")


def languages(material: Material) -> Iterator[Proof]:
    """Prove that among the right answers there is one wholly in each of the languages, where they deliver definitions."""
    full = material.exercise.maximum
    right = [material.reference, *(each.text for each in material.answers if each.points == full)]
    written = [language for text in right for language in _languages_of(material.delivered(text))]
    for wanted in material.exercise.languages if written else ():
        yield Proof(
            material.exercise.id,
            "answers",
            f"a right answer is written in {wanted}",
            wanted in written,
            material.answers_folder,
            f"right answers in {' and '.join(sorted(set(written)))}",
            f"one in {wanted} as well",
            "Store one as 10_none_<words>.py, or name in the exercise's `languages` those that the task allows.",
        )


def _languages_of(delivered: dict[str, Any]) -> Iterator[str]:
    """Yield the language of each definition that is delivered: ``JSONPath``, ``JSONata``, or ``both``."""
    for value in delivered.values():
        definition = read(value).value if isinstance(value, str) else value
        if isinstance(definition, dict) and isinstance(definition.get("States"), dict):
            used = {each.language for each in states_of(definition) if each.type not in _SILENT}
            yield used.pop() if len(used) == 1 else "both"
