"""A machine made ready to run: every state prepared once, so that a visit looks nothing up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, cast
from weakref import WeakKeyDictionary

from course.asl import jsonata, jsonpath
from course.asl.integrations.resource import Resource, parse_resource
from course.asl.machine import StateMachine
from course.asl.query import QueryLanguage

from .structure import Path, check

__all__ = ["DefinitionError", "Group", "Step", "prepare"]

LANGUAGES: dict[str, ModuleType] = {"JSONPath": jsonpath, "JSONata": jsonata}

WITH_RETRY = frozenset({"Task", "Parallel", "Map"})


class DefinitionError(ValueError):
    """The machine cannot be run at all; `problems` holds a sentence for each reason.

    A machine that AWS would refuse for lesser reasons is run as far as it goes: the linter is there to be asked.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        listed = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(f"This state machine cannot be run; lint(text) says more of it:\n{listed}")


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One state, ready to be visited: its `fields` as written, and what would otherwise be looked up each time."""

    name: str
    type: str
    path: Path
    fields: dict[str, Any]
    language: QueryLanguage
    next: str | None
    retry: list[dict[str, Any]]
    catch: list[dict[str, Any]]
    counts_retries: bool
    resource: Resource | None
    groups: "tuple[Group, ...]"
    entered: str
    exited: str
    aborted: str


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """StartAt and States that belong together: the whole machine, a branch, an item processor."""

    start: str
    steps: dict[str, Step]
    path: Path
    fields: dict[str, Any] = field(repr=False)


_prepared: WeakKeyDictionary[StateMachine, Group] = WeakKeyDictionary()


def prepare(machine: StateMachine) -> Group:
    """Return the machine's group of states, prepared once for each machine. Raises DefinitionError."""
    group = _prepared.get(machine)
    if group is None:
        group = _prepared[machine] = _checked(machine)
    return group


def _checked(machine: StateMachine) -> Group:
    problems = [
        f"line {each.line}: {each.message}" for each in machine.problems if machine.definition is None
    ]
    problems = problems or list(check(machine.definition))
    if problems:
        raise DefinitionError(problems)
    return _group(machine.definition, (), "JSONPath")


def _group(value: dict[str, Any], path: Path, inherited: str) -> Group:
    language = value.get("QueryLanguage", inherited)
    steps = {
        name: _step(name, fields, (*path, "States", name), language)
        for name, fields in value["States"].items()
    }
    return Group(value["StartAt"], steps, path, value)


def _step(name: str, fields: dict[str, Any], path: Path, inherited: str) -> Step:
    kind, language = fields["Type"], fields.get("QueryLanguage", inherited)
    return Step(
        name=name,
        type=kind,
        path=path,
        fields=fields,
        language=cast(QueryLanguage, LANGUAGES[language]),
        next=fields.get("Next"),
        retry=fields.get("Retry", []),
        catch=fields.get("Catch", []),
        counts_retries=kind in WITH_RETRY,
        resource=parse_resource(fields["Resource"]) if kind == "Task" else None,
        groups=_NESTED.get(kind, _no_groups)(fields, path, inherited),
        entered=f"{kind}StateEntered",
        exited=f"{kind}StateExited",
        aborted=f"{kind}StateAborted",
    )


def _no_groups(fields: dict[str, Any], path: Path, language: str) -> tuple[Group, ...]:  # noqa: ARG001  (one signature)
    return ()


def _branches(fields: dict[str, Any], path: Path, language: str) -> tuple[Group, ...]:
    return tuple(
        _group(branch, (*path, "Branches", index), language)
        for index, branch in enumerate(fields["Branches"])
    )


def _processor(fields: dict[str, Any], path: Path, language: str) -> tuple[Group, ...]:
    name = "ItemProcessor" if "ItemProcessor" in fields else "Iterator"
    return (_group(fields[name], (*path, name), language),)


_NESTED: dict[str, Callable[[dict[str, Any], Path, str], tuple[Group, ...]]] = {
    "Parallel": _branches,
    "Map": _processor,
}
