"""From a definition to its graph, however broken it is: what cannot be understood is drawn as far as it can."""

from collections.abc import Iterator
from typing import Any

from course.asl import StateMachine
from course.asl.linter.definition import Definition, State
from course.asl.linter.definition import Group as States
from course.asl.linter.location import pointer
from course.asl.linter.ways import reachable
from course.widgets.words import clip

from .conditions import condition
from .doings import doing
from .errors_caught import error_names, retriers, retry_mark
from .graph import Edge, Graph, Group, Node

__all__ = ["graph_of"]


def graph_of(machine: StateMachine) -> Graph:
    """Return the graph of a machine; without any node where its text has no object in it."""
    groups = Definition(machine.definition, machine.type).groups
    nodes: list[Node] = []
    edges: list[Edge] = []
    for group in groups:
        found = list(_edges(group))
        nodes.extend(_states(group, machine))
        nodes.extend(_points(group, found))
        edges.extend(found)
    nodes.extend(
        Node(f"{pointer(state.path)}/#join", "join", "", pointer(group.path))
        for group in groups
        for state in group.states.values()
        if state.groups
    )
    return Graph(tuple(nodes), tuple(map(_group, groups)), tuple(edges))


def _group(group: States) -> Group:
    around = group.around
    if around is None:
        return Group("/", "", "the whole machine", "machine")
    state = pointer(around.path)
    if around.type == "Parallel":
        return Group(pointer(group.path), state, f"branch {int(group.path[-1]) + 1}", "branch")
    if group.is_distributed:
        kind = clip(str(group.config.get("ExecutionType", "STANDARD"))).title()
        return Group(pointer(group.path), state, f"{kind} executions", "distributed")
    return Group(pointer(group.path), state, "each item", "items")


def _states(group: States, machine: StateMachine) -> Iterator[Node]:
    reached = reachable(group)
    written = group.value.get("States")
    for name in written if isinstance(written, dict) else ():
        state = group.states.get(name)
        path = (*group.path, "States", name)
        words, icon = doing(state) if state else ("not an object", "broken")
        yield Node(
            pointer(path),
            "state",
            str(name),
            pointer(group.path),
            type=state.type if state else "",
            words=words,
            icon=icon,
            retries=retry_mark(state.value.get("Retry")) if state else "",
            retriers=tuple(retriers(state.value.get("Retry"))) if state else (),
            path=path,
            line=machine.place(path, key=True).line,
            reached=name in reached,
        )


def _edges(group: States) -> Iterator[Edge]:
    here = pointer(group.path)
    if "StartAt" in group.value:
        start = _target(group, group.value["StartAt"])
        around = group.around
        yield (
            Edge(f"{here}#start", start, "start")
            if around is None
            else Edge(pointer(around.path), start, "fork")
        )
    for state in group.states.values():
        yield from _ways(group, state)


def _ways(group: States, state: State) -> Iterator[Edge]:
    """The transitions of a state: its rules first, since they are tried in that order, its catchers last."""
    source, value = pointer(state.path), state.value
    if state.type == "Choice":
        for _, rule in state.entries("Choices"):
            if "Next" in rule:
                yield Edge(
                    source,
                    _target(group, rule["Next"]),
                    "choice",
                    condition(rule, short=True),
                    condition(rule),
                )
        if "Default" in value:
            yield Edge(source, _target(group, value["Default"]), "default", "otherwise", "otherwise")
    elif "Next" in value and state.type not in ("Succeed", "Fail"):
        yield Edge(source, _target(group, value["Next"]), "next")
    elif value.get("End") is True or state.type == "Succeed":
        around = group.around
        yield (
            Edge(source, f"{pointer(group.path)}#end", "end")
            if around is None
            else Edge(source, pointer(around.path), "join")
        )
    for _, catcher in state.entries("Catch"):
        if "Next" in catcher:
            said = f"⚑\N{NO-BREAK SPACE}{error_names(catcher.get('ErrorEquals'))}"
            yield Edge(source, _target(group, catcher["Next"]), "catch", said, said)


def _target(group: States, name: Any) -> str:
    written = group.value.get("States")
    if isinstance(written, dict) and isinstance(name, str) and name in written:
        return pointer((*group.path, "States", name))
    return f"{pointer(group.path)}#missing/{name}"


def _points(group: States, edges: list[Edge]) -> Iterator[Node]:
    """What the transitions of a group need beside its states: start, end, and what is named and missing."""
    here = pointer(group.path)
    ends = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    for end in ends:
        if end == f"{here}#start":
            yield Node(end, "start", "Start", here)
        elif end == f"{here}#end":
            yield Node(end, "end", "End", here)
        elif end.startswith(f"{here}#missing/"):
            name = end.removeprefix(f"{here}#missing/")
            yield Node(end, "missing", name, here, words="no such state", icon="missing")
