"""How the answer to each exercise comes to stand in an account; of those that do not, why."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from course.called import called
from grader.study.places import StudyError

__all__ = ["REASONS", "Way", "exportable", "known", "way"]

REASONS = {
    "called": "the check calls your code itself, with a queue or a table of its own, so nothing of yours would stand in a template",
    "computed": "your code computes with data and talks to no service, so there is nothing to deploy",
    "decided": "the answer is a decision, and nothing is built",
    "unknown": "nobody has said yet how its answer comes to stand in an account",
    "fragment": "the answer is a piece of something larger that the check puts together, so nothing of it stands by itself",
}


@dataclass(frozen=True)
class Way:
    """How an answer is built: by itself, by the check (deployed), or as state machines (definition).

    `types` names the answer that holds the type of the machines, or says it by the answer's name; `names` are those by which
    another machine calls one, with a learner's values in braces.
    """

    way: Literal["builds", "deployed", "definition"]
    types: str | Mapping[str, str] = ""
    names: Mapping[str, str] = field(default_factory=dict)


def known() -> tuple[str, ...]:
    """Return the ids of all exercises of which is known whether they can be exported, in order."""
    return tuple(f"{module}.{name}" for module, rows in _table().items() for name in rows)


def exportable() -> tuple[str, ...]:
    """Return the ids of the exercises whose answers can be exported, in order."""
    return tuple(name for name in known() if "way" in _row(name))


def way(exercise: str) -> Way:
    """Return how an exercise's answer is built. Raises StudyError where nothing of it could be exported."""
    row = _row(exercise)
    if "left" in row:
        raise StudyError(
            f"{exercise} cannot be exported: {REASONS[row['left']]}. `{called('export')}` lists the exercises that can."
        )
    return Way(**row)


def _row(exercise: str) -> dict[str, Any]:
    module, _, name = exercise.partition(".")
    return _table().get(module, {}).get(name, {"left": "unknown"})


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    text = files(__package__).joinpath("exportable.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
