"""A definition as a rule sees it: its groups of states and their states, wherever they are nested.

Nothing here trusts the definition: what has the wrong type is passed over, and a rule says so.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course.asl.text import Path, Place, Problem

__all__ = ["Definition", "Finding", "Group", "Path", "Rule", "State"]


@dataclass(frozen=True)
class Finding:
    """What a rule found: where (keys and indexes from the root), what, and what to do about it.

    `on_key`: the place is the key itself, not its value. `around` is the path that AWS names where it names a
    node around the right one. `place` is line and column where no path leads there, in a text that could not
    be read.
    """

    path: Path
    message: str
    hint: str = ""
    on_key: bool = False
    around: Path | None = None
    place: Place | None = None


@dataclass(frozen=True, eq=False)
class Group:
    """StartAt and States that belong together: the whole machine, a branch, an item processor.

    `around` is the Parallel or Map state that it stands in, None for the whole machine.
    """

    path: Path
    value: dict[str, Any]
    around: "State | None"
    language: str

    @cached_property
    def states(self) -> dict[str, "State"]:
        """The states by name, those alone that are objects."""
        states = self.value.get("States")
        if not isinstance(states, dict):
            return {}
        return {
            name: State(name, (*self.path, "States", name), value, self)
            for name, value in states.items()
            if isinstance(value, dict)
        }

    @property
    def config(self) -> dict[str, Any]:
        """The ProcessorConfig of an item processor, empty where there is none."""
        found = self.value.get("ProcessorConfig")
        return found if isinstance(found, dict) else {}

    @property
    def is_distributed(self) -> bool:
        """Whether it runs in executions of its own, as the items of a Distributed Map do."""
        return bool(self.config.get("Mode") == "DISTRIBUTED")


@dataclass(frozen=True, eq=False)
class State:
    """One state: `type` is empty where there is none; `language` is the query language in force."""

    name: str
    path: Path
    value: dict[str, Any]
    group: Group

    @property
    def type(self) -> str:
        """The Type, as a text."""
        found = self.value.get("Type")
        return found if isinstance(found, str) else ""

    @property
    def language(self) -> str:
        """`JSONPath` or `JSONata`: the state's own, else its machine's."""
        return _language(self.value, self.group.language)

    def entries(self, field: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The objects in a list such as Retry, Catch or Choices, each with its path."""
        found = self.value.get(field)
        for index, entry in enumerate(found if isinstance(found, list) else []):
            if isinstance(entry, dict):
                yield (*self.path, field, index), entry

    @cached_property
    def groups(self) -> list[Group]:
        """The groups nested in it: a Parallel's branches, a Map's ItemProcessor or Iterator."""
        found: list[tuple[Path, Any]] = []
        if self.type == "Parallel" and isinstance(branches := self.value.get("Branches"), list):
            found = [(("Branches", index), branch) for index, branch in enumerate(branches)]
        if self.type == "Map":
            found = [((name,), self.value.get(name)) for name in ("ItemProcessor", "Iterator")]
        return [
            Group((*self.path, *path), value, self, self.group.language)
            for path, value in found
            if isinstance(value, dict)
        ]


@dataclass(frozen=True, eq=False)
class Definition:
    """A whole definition, the workflow `type` (STANDARD, EXPRESS) it is meant for, and what is known of its text.

    `problems` are those of the text itself; `size` is its length in bytes. `placeholders` says whether it may be part of a
    template, which puts values in the place of `${Name}`.
    """

    value: Any
    type: str = "STANDARD"
    problems: tuple[Problem, ...] = ()
    size: int = 0
    placeholders: bool = True

    @cached_property
    def groups(self) -> list[Group]:
        """Every group, the outermost first."""
        if not isinstance(self.value, dict):
            return []
        found = [Group((), self.value, None, _language(self.value, "JSONPath"))]
        for group in found:  # grows while it is walked
            found.extend(inner for state in group.states.values() for inner in state.groups)
        return found

    @property
    def states(self) -> Iterator[State]:
        """Every state, group by group."""
        return (state for group in self.groups for state in group.states.values())

    def is_open(self, text: str) -> bool:
        """Whether a template has yet to say what stands in a text."""
        return self.placeholders and "${" in text


Rule = Callable[[Definition], Iterator[Finding]]


def _language(value: dict[str, Any], inherited: str) -> str:
    """Any word but `JSONPath` makes it JSONata; AWS says so too, and complains of the word besides."""
    if "QueryLanguage" not in value:
        return inherited
    return "JSONPath" if value["QueryLanguage"] == "JSONPath" else "JSONata"
