"""What an assessment measures: topics with a number of items, and the modules that teach them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from course.widgets.lesson.questions import QuizError

__all__ = ["FORMS", "Blueprint", "Topic", "blueprint", "form_named"]

FORMS = {"pre": "Pre-assessment", "post": "Post-assessment"}


@dataclass(frozen=True)
class Topic:
    """One topic: how many items it has in each form, and the ids of the modules that teach it."""

    id: str
    title: str
    items: int
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Blueprint:
    """The topics in their order.

    From the share `skim_from` of a topic's points on its modules may be skimmed; those in `whole` (module: reason) never.
    `taken_in` says in which module each form is taken.
    """

    topics: tuple[Topic, ...]
    skim_from: float
    whole: Mapping[str, str]
    taken_in: Mapping[str, str]


@cache
def blueprint() -> Blueprint:
    """Return the course's own."""
    text = files("course").joinpath("quizzes", "assessment", "blueprint.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    topics = tuple(
        Topic(row["id"], row["title"], row["items"], tuple(row["modules"])) for row in content["topic"]
    )
    return Blueprint(topics, content["skim_from"], content["whole"], content["taken_in"])


def form_named(name: object) -> str:
    """Return the name of a form, `pre` or `post`. Raises QuizError for anything else."""
    found = str(name).strip().lower()
    if found not in FORMS:
        message = f"there is no assessment {name!r}; there are {' and '.join(map(repr, FORMS))}"
        raise QuizError(message)
    return found
