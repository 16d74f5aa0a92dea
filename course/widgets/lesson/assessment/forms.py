"""The items of a form, read from `course/quizzes/assessment/<form>.toml`.

[[item]]                          id = "pre.waits1"   topic = "waits"   objective = "what it measures"
kind = "single" or "multiple"     a question, as in a quiz, with `[[item.option]]`
kind = "trace"                    the same, about the picture in `[item.figure]`, see `figures`
kind = "path"                     the same, about a run of the state machine in `[item.run]`, see `runs`
kind = "order"                    `[[item.step]]` in their right order: text, why
kind = "match"                    `targets = [...]` and `[[item.pair]]`: text, target, why

Any question may have a figure or a run. An option claims something of a run with `path`, `output`, `attempts` or
`seconds` in place of a text: a test holds it to what really happens.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from course.widgets.lesson.questions import Question, QuizError, question_of

from .blueprint import FORMS, blueprint, form_named
from .placing import Placing, arranged, matching_of, ordering_of
from .runs import Run, claimed, run_of

__all__ = ["KINDS", "Form", "Item", "parse", "read"]

KINDS = ("single", "multiple", "order", "match", "trace", "path")


@dataclass(frozen=True)
class Item:
    """One item: its topic's id, its kind, what is asked, and the figure (plain data) or the run that it is about."""

    topic: str
    kind: str
    asked: Question | Placing
    figure: Mapping[str, Any] | None = None
    run: Run | None = None

    @property
    def id(self) -> str:
        """Its name in answers."""
        return self.asked.id


@dataclass(frozen=True)
class Form:
    """A form of the assessment, `pre` or `post`, with its items in their order."""

    name: str
    items: tuple[Item, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return FORMS[self.name]


@cache
def read(name: str) -> Form:
    """Return a form, `pre` or `post`. Raises QuizError."""
    name = form_named(name)
    file = files("course").joinpath("quizzes", "assessment", f"{name}.toml")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Form:
    """Read a form from TOML. Raises QuizError, which says where, what was found and what is expected."""
    where = f"quizzes/assessment/{name}.toml"
    try:
        entries = tomllib.loads(text).get("item", ())
    except tomllib.TOMLDecodeError as problem:
        message = f"{where}: not TOML: {problem}"
        raise QuizError(message) from None
    items = tuple(_item(f"{where}, item {at}", entry) for at, entry in enumerate(entries, 1))
    ids = [item.id for item in items]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        message = f"{where}: the id {twice[0]!r} is used twice; each item needs its own"
        raise QuizError(message)
    return Form(name, items)


def _item(place: str, entry: dict[str, Any]) -> Item:
    for name in ("id", "topic", "objective", "kind", "text"):
        if not entry.get(name):
            message = f"{place}: there is no {name}"
            raise QuizError(message)
    topics = [topic.id for topic in blueprint().topics]
    for name, known in (("topic", topics), ("kind", KINDS)):
        if entry[name] not in known:
            message = f"{place} ({entry['id']}): {name} {entry[name]!r}; expected one of {', '.join(known)}"
            raise QuizError(message)
    run = run_of(entry["run"]) if "run" in entry else None
    return Item(entry["topic"], entry["kind"], _asked(place, entry), entry.get("figure"), run)


def _asked(place: str, entry: dict[str, Any]) -> Question | Placing:
    if entry["kind"] == "order":
        return ordering_of(place, entry)
    if entry["kind"] == "match":
        return matching_of(place, entry)
    options = [
        option | {"text": claimed(option) or option.get("text", "")} for option in entry.get("option", ())
    ]
    options = arranged(entry["id"], options)
    # To the questions of a quiz a trace is one of a single choice, if nothing else is said.
    kind = "multiple" if entry["kind"] == "multiple" else "single"
    return question_of(place, entry | {"kind": kind, "option": options})
