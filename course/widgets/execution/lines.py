"""Which line of states an event belongs to, and which visit of which state: read from what events point back to.

An event names its state only when that is entered or left. All else follows from `previousEventId`, as AWS writes it,
so that a recorded history is read just as one of the lab.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .events import Event

__all__ = ["Line", "Place", "Places", "Stay", "node", "places_of"]

Path = tuple[str | int, ...]

_STATE = re.compile(r"(\w+?)State(Entered|Exited|Started|Succeeded|Failed|Aborted)")
_ENTERED_AT = re.compile(r"entered at the event id #(\d+)")


@dataclass(eq=False, slots=True)
class Line:
    """States that run one after another: the execution's own, a branch of a Parallel, an item of a Map.

    `number` is that of the branch or item, from 0; `owner` the stay in the Parallel or Map around it, None for the
    execution's own line; `group` leads to its StartAt and States in the definition; `stay` is where it stands, `visits`
    counts by state how often it has been entered.
    """

    index: int
    kind: str
    number: int
    owner: "Stay | None"
    group: Path
    attempt: int = 1
    stay: "Stay | None" = None
    stays: "list[Stay]" = field(default_factory=list)
    visits: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False, slots=True)
class Stay:
    """One visit to one state. `lines` are those inside it, in its present attempt, by number.

    `is_left` once it has been exited, `is_broken` when all that was inside it has failed, `is_cut` when it was ended
    because of what failed beside it; `events` are the ids of its own events; `visit` counts those of the same line to
    the same state, from 1, and `before` is the stay before it on that line.
    """

    index: int
    name: str
    type: str
    path: Path
    line: Line
    entered: int
    visit: int
    before: "Stay | None" = None
    attempt: int = 1
    lines: dict[int, Line] = field(default_factory=dict)
    events: list[int] = field(default_factory=list)
    is_left: bool = False
    is_broken: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event belongs: the line that its followers go on from, and the stay it tells of, if it tells of one."""

    line: Line
    stay: Stay | None


def places_of(events: tuple[Event, ...], definition: Any) -> "Places":
    """Return the place of each event. A definition that does not fit is no error: paths then lead nowhere."""
    found = Places(definition)
    for event in events:
        found.take(event)
    return found


class Places:
    """The places of events that were taken so far, in their order; all lines and stays that came of them."""

    def __init__(self, definition: Any) -> None:
        self.root = Line(0, "execution", 0, None, ())
        self.lines: list[Line] = [self.root]
        self.stays: list[Stay] = []
        self.of: dict[int, Place] = {}
        self._definition = definition
        self._open: dict[int, Stay] = {}
        self._types: dict[int, str] = {}
        self._last = Place(self.root, None)

    def take(self, event: Event) -> None:
        """Find the place of the next event."""
        before = self.of.get(event.previous, Place(self.root, self.root.stay))
        place = self._find(event, before)
        self.of[event.id], self._last = place, place
        self._types[event.id] = event.type
        if place.stay is not None and not event.type.startswith("MapIteration"):
            place.stay.events.append(event.id)

    def _find(self, event: Event, before: Place) -> Place:
        if event.type.startswith("Execution"):
            return self._of_execution(event)
        if event.type.startswith("MapIteration"):
            return self._of_iteration(event, before)
        if event.type == "EvaluationFailed":
            return self._of_evaluation(event, before)
        found = _STATE.fullmatch(event.type)
        if found is None:
            return Place(before.line, before.line.stay)
        kind, what = found.groups()
        if what == "Entered":
            return self._entered(event, kind, before)
        if what == "Exited":
            return self._exited(event, kind, before)
        if what == "Aborted":
            return self._aborted(event, kind, before)
        return self._around(kind, what, before)

    def _of_execution(self, event: Event) -> Place:
        if event.type == "ExecutionRedriven":
            for stay in self._open.values():
                stay.is_broken = stay.is_cut = False
        return Place(self.root, self.root.stay if event.type == "ExecutionRedriven" else None)

    def _entered(self, event: Event, kind: str, before: Place) -> Place:
        name, line = event.text("name"), before.line
        if self._types.get(event.previous) == "ParallelStateStarted" and before.stay is not None:
            line = self._branch(before.stay, name)
        line.visits[name] += 1
        path = (*line.group, "States", name)
        stay = Stay(len(self.stays), name, kind, path, line, event.id, line.visits[name], line.stay)
        self.stays.append(stay)
        line.stay = self._open[stay.index] = stay
        line.stays.append(stay)
        return Place(line, stay)

    def _branch(self, parallel: Stay, name: str) -> Line:
        branches = node(self._definition, (*parallel.path, "Branches"))
        free = [
            number
            for number, branch in enumerate(branches if isinstance(branches, list) else [])
            if number not in parallel.lines and isinstance(branch, dict) and branch.get("StartAt") == name
        ]
        number = free[0] if free else len(parallel.lines)
        return self._begin("branch", number, parallel, (*parallel.path, "Branches", number))

    def _begin(self, kind: str, number: int, owner: Stay, group: Path) -> Line:
        line = Line(len(self.lines), kind, number, owner, group, owner.attempt)
        self.lines.append(line)
        owner.lines[number] = line
        return line

    def _exited(self, event: Event, kind: str, before: Place) -> Place:
        name = event.text("name")
        stay = self._climb(before.line, lambda each: each.name == name and each.type == kind)
        if stay is None:
            return Place(before.line, before.line.stay)
        stay.is_left = True
        self._open.pop(stay.index, None)
        return Place(stay.line, stay)

    def _around(self, kind: str, what: str, before: Place) -> Place:
        """A Parallel or Map as a whole has started, succeeded or failed; the event before may be inside of it."""
        stay = self._climb(before.line, lambda each: each.type == kind and not each.is_broken)
        if stay is None:
            return Place(before.line, before.line.stay)
        if what == "Started":
            stay.attempt += bool(stay.lines)
            stay.lines = {}
        stay.is_broken = what == "Failed"
        return Place(stay.line, stay)

    def _of_iteration(self, event: Event, before: Place) -> Place:
        name, number = event.text("name"), event.number("index")

        def fits(stay: Stay) -> bool:
            return stay.type == "Map" and stay.name == name

        owner = self._climb(before.line, fits) or next(filter(fits, reversed(self._open.values())), None)
        if owner is None:
            return Place(before.line, before.line.stay)
        line = owner.lines.get(number)
        if line is None:
            state = node(self._definition, owner.path)
            inside = (
                "Iterator" if isinstance(state, dict) and "ItemProcessor" not in state else "ItemProcessor"
            )
            line = self._begin("item", number, owner, (*owner.path, inside))
        return Place(line, owner)

    def _of_evaluation(self, event: Event, before: Place) -> Place:
        """An expression of a state has failed; its event may point back past the state's own entry."""
        said = _ENTERED_AT.search(event.text("cause"))
        found = self.of.get(int(said[1])) if said else None
        stay = found.stay if found else None
        if stay is None:
            name = event.text("state")
            stay = self._climb(before.line, lambda each: each.name == name) or before.line.stay
        if stay is None:
            return before
        stay.is_broken = False  # a catcher was about to take it, and has failed itself: it fails once more
        return Place(stay.line, stay)

    def _aborted(self, event: Event, kind: str, before: Place) -> Place:
        """A state was cut off. The event points back to what cut it, and says nothing of where itself was."""
        cause, last = before.line.stay, self._last
        if self._types.get(event.id - 1) == "MapIterationAborted" and _stands_in(last.line, kind):
            return self._cut(last.line.stay)
        if cause and cause.type == kind and not cause.is_cut and cause.events[-1:] == [event.previous]:
            return self._cut(cause)
        around = self._climb(before.line, lambda each: each.type in ("Parallel", "Map"))
        beside = [
            stay
            for stay in self._open.values()
            if stay.type == kind and not stay.is_cut and stay is not cause and around in list(_owners(stay))
        ]
        stay = min(beside, key=lambda each: each.line.number, default=None)
        return self._cut(stay) if stay else Place(before.line, before.line.stay)

    def _cut(self, stay: Stay | None) -> Place:
        assert stay is not None, "only a line that stands in a state is cut"  # noqa: S101
        stay.is_cut = True
        return Place(stay.line, stay)

    def _climb(self, line: Line, fits: Any) -> Stay | None:
        """Return the nearest stay that fits and is not over: where a line stands, or what that line is inside of."""
        at: Line | None = line
        while at is not None:
            if at.stay is not None and not at.stay.is_left and fits(at.stay):
                return at.stay
            at = at.owner.line if at.owner else None
        return None


def _stands_in(line: Line, kind: str) -> bool:
    return line.stay is not None and line.stay.type == kind and not line.stay.is_left


def _owners(stay: Stay) -> Iterator[Stay]:
    owner = stay.line.owner
    while owner is not None:
        yield owner
        owner = owner.line.owner


def node(value: Any, path: Path) -> Any:
    """Return what a path leads to in a definition; None where it leads nowhere."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
