"""The state under the microscope: found in a definition, with all that a trial of it needs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine, parse
from course.asl.json_text import compact
from course.asl.linter.location import pointer

__all__ = ["NOTHING", "Subject", "error_output", "of_definition", "states_of"]

# What stands for no document at all, as null is one.
NOTHING: Any = type("Nothing", (), {"__repr__": lambda _: "NOTHING"})()

WORKERS = ("Task", "Parallel", "Map")
PROCESSORS = ("ItemProcessor", "Iterator")

Found = tuple[str, tuple[str | int, ...], dict[str, Any], str]


@dataclass(frozen=True)
class Subject:
    """One state by itself: its `fields` as written, and what it meets.

    `result` is what its work is said to come to; `error` ({"error": ..., "cause": ...}) takes the result's place.
    `context` is the context object, or None for that of a trial. `note` says where all this is from, and
    `seen` has documents that were really seen, by stage. `in_map` and `around` are what the state's place makes of it:
    whether it processes items, and the query language of the machine. `open` are fields that are being written,
    `met` is the error of an attempt before, which was tried again.
    """

    name: str
    fields: dict[str, Any]
    input: Any = field(default_factory=dict)
    result: Any = NOTHING
    error: dict[str, str] | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] | None = None
    note: str = ""
    seen: dict[str, Any] = field(default_factory=dict)
    in_map: bool = False
    around: str = "JSONPath"
    open: frozenset[str] = frozenset()
    met: str = ""

    @property
    def type(self) -> str:
        """The type of the state; a text whatever stands there."""
        return str(self.fields.get("Type", ""))

    @property
    def language(self) -> str:
        """JSONPath or JSONata."""
        return "JSONata" if self.fields.get("QueryLanguage", self.around) == "JSONata" else "JSONPath"

    @property
    def iterates(self) -> bool:
        """Whether it stands inside a Map state."""
        return self.in_map or "Map" in (self.context or {})

    @property
    def works(self) -> bool:
        """Whether it has work of its own done, which a trial replaces by a mock."""
        return self.type in WORKERS

    @property
    def mocked(self) -> Any:
        """The result, or what stands in for one that nobody gave."""
        if self.result is not NOTHING:
            return self.result
        return {} if self.type == "Task" or "ResultWriter" in self.fields else []

    def mock(self) -> dict[str, Any] | None:
        """Return TestState's mock; None for a state that does nothing that could be mocked."""
        if not self.works:
            return None
        return {"result": compact(self.mocked)} if self.error is None else {"errorOutput": self.error}


def of_definition(definition: Any, state: str, **given: Any) -> Subject:
    """Return the state called `state` (a name, or its location such as `/States/Pay`) of a definition.

    The definition is a machine or a single state, as data, text or StateMachine. Raises ValueError.
    """
    machine = _machine(definition)
    if not isinstance(machine, dict):
        raise ValueError("this definition is not an object in braces")  # noqa: TRY004  (what was found is shown)
    if "States" not in machine:
        if "Type" not in machine:
            raise ValueError('a state has a "Type", a state machine has "States": neither is here')
        name = str(state or "the state")
        return Subject(name, machine, **given)
    found = list(states_of(machine))
    name, path, fields, around = _chosen(found, state)
    in_map = any(step in path[::2] for step in PROCESSORS)
    return Subject(name, fields, in_map=in_map, around=around, **given)


def states_of(
    machine: dict[str, Any], path: tuple[str | int, ...] = (), around: str = "JSONPath"
) -> Iterator[Found]:
    """Yield every state of a definition, at any depth: name, path, fields, query language around it."""
    around = machine.get("QueryLanguage", around)
    states = machine.get("States")
    for name, fields in states.items() if isinstance(states, dict) else ():
        if not isinstance(fields, dict):
            continue
        here = (*path, "States", name)
        yield name, here, fields, around
        for step, inner in _inside(fields):
            yield from states_of(inner, (*here, *step), around)


def error_output(error: Any) -> dict[str, str] | None:
    """Return an error as TestState's mock has it, from its name, a pair of name and cause, or {"Error", "Cause"}."""
    if error is None:
        return None
    if isinstance(error, str):
        return {"error": error}
    if isinstance(error, tuple | list):
        return dict(zip(("error", "cause"), map(str, error), strict=False))
    if isinstance(error, dict) and set(error) <= {"error", "cause", "Error", "Cause"}:
        return {key.lower(): str(text) for key, text in error.items() if text is not None}
    raise ValueError('an error is a name such as "States.TaskFailed", or {"error": name, "cause": text}')


def _machine(definition: Any) -> Any:
    if isinstance(definition, StateMachine):
        return definition.definition
    if not isinstance(definition, str):
        return definition
    machine = parse(definition)
    if machine.definition is None and machine.problems:
        problem = machine.problems[0]
        raise ValueError(f"line {problem.line} of the definition: {problem.message}")
    return machine.definition


def _chosen(found: list[Found], state: str) -> Found:
    if not state and len(found) == 1:
        return found[0]
    meant = [each for each in found if state in (each[0], pointer(each[1]))]
    if len(meant) == 1:
        return meant[0]
    if meant:
        places = " and ".join(pointer(path) for _, path, *_ in meant)
        raise ValueError(
            f"{len(meant)} states are called {state!r}; give the place of the one you mean: {places}"
        )
    names = ", ".join(name for name, *_ in found) or "none"
    said = f"no state is called {state!r}" if state else "say which state to look at"
    raise ValueError(f"{said}; there are: {names}")


def _inside(fields: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    branches = fields.get("Branches")
    for index, branch in enumerate(branches if isinstance(branches, list) else []):
        if isinstance(branch, dict):
            yield ("Branches", index), branch
    for name in PROCESSORS:
        if isinstance(fields.get(name), dict):
            yield (name,), fields[name]
