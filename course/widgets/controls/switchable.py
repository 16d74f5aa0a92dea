"""Faults that can be switched on and off: what a lesson names, or what suits the resources that an account holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.clock import Clock
from course.cloud.faults import MEANINGS, FaultError, Faults, Rule
from course.cloud.trace import Trace
from course.widgets.words import count

from .fault_switches import EXPECTED

__all__ = ["Switch", "suited_to", "switches_of"]

KINDS = ("fail", "throttle", "delay", "duplicate", "drop")
MOST = 40  # switches offered for an account that names none

# Kind of a resource -> label, kind of fault, service, operation, and what narrows it; {} is the resource's name.
_SUITED: dict[str, tuple[tuple[str, str, str, str | None, dict[str, Any]], ...]] = {
    "function": (
        ("{} fails", "fail", "lambda", "invocation", {"target": "{}"}),
        ("{} is slow", "delay", "lambda", "invocation", {"target": "{}", "seconds": 2}),
    ),
    "queue": (
        ("{} cannot be sent to", "fail", "sqs", "SendMessage", {"target": "{}"}),
        ("{} hands messages out twice", "duplicate", "sqs", "message", {"target": "{}"}),
    ),
    "topic": (("{} loses every copy", "drop", "sns", "delivery", {"source": "{}"}),),
    "table": (("{} has no capacity left", "throttle", "dynamodb", None, {"target": "{}"}),),
    "rule": (("{} cannot deliver", "fail", "events", "delivery", {"source": "{}"}),),
    "endpoint": (
        ("{} is down", "fail", "http", "invocation", {"target": "{}"}),
        ("{} is slow", "delay", "http", "invocation", {"target": "{}", "seconds": 4}),
    ),
    "state machine": (
        (
            "{}: the first attempt of every task fails",
            "fail",
            "stepfunctions",
            "state",
            {"machine": "{}", "attempts": 1},
        ),
    ),
}

Make = Callable[[Faults], Any]


@dataclass
class Switch:
    """A label and how its faults are made. `problem` says why it cannot be switched on.

    `rules` are the faults while it is on; `struck` counts what earlier ones struck.
    """

    label: str
    make: Make
    does: str = ""
    problem: str = ""
    rules: list[Rule] = field(default_factory=list)
    struck: int = 0

    @property
    def is_on(self) -> bool:
        """Tell whether its faults are in force."""
        return bool(self.rules)

    @property
    def hits(self) -> int:
        """How often it struck in all."""
        return self.struck + sum(rule.hits for rule in self.rules)

    def turn(self, faults: Faults, *, on: bool) -> None:
        """Switch it; harmless when it is so already. Raises FaultError."""
        if on and not self.rules and not self.problem:
            self.rules = _made(self.make, faults)
        elif not on:
            self.struck = self.hits
            for rule in self.rules:
                rule.clear()
            self.rules = []

    def forget(self, faults: Faults) -> None:
        """Notice that others have ended its faults."""
        if self.rules and not any(rule in faults for rule in self.rules):
            self.turn(faults, on=False)

    @property
    def words(self) -> str:
        """How often it struck."""
        return (
            f"struck {count(self.hits, 'time')}" if self.hits else "has not struck yet" if self.rules else ""
        )


def switches_of(given: Mapping[str, Any]) -> list[Switch]:
    """Return the switches that a lesson names. Raises ValueError for what is no fault at all."""
    return [_tried(str(label), _make(label, form)) for label, form in given.items()]


def suited_to(inventory: Any) -> list[Switch]:
    """Return switches for what an account holds."""
    return list(_suited(inventory))[:MOST]


def _suited(inventory: Any) -> Iterator[Switch]:
    for node in inventory.nodes:
        for label, kind, service, operation, where in _SUITED.get(node.kind, ()):
            filled = {key: node.name if value == "{}" else value for key, value in where.items()}
            made = _tried(label.format(node.name), _from_words(kind, service, operation, filled))
            if not made.problem:  # a FIFO queue hands nothing out twice
                yield made


def _from_words(kind: str, service: str, operation: str | None, where: dict[str, Any]) -> Make:
    return lambda faults: getattr(faults, kind)(service, operation, **where)


def _make(label: Any, form: Any) -> Make:
    if callable(form):
        return form  # type: ignore[no-any-return]  # tried out before it is used
    found = [kind for kind in KINDS if isinstance(form, Mapping) and kind in form]
    if len(found) != 1:
        raise ValueError(f"{label!r} is {form!r}; expected {EXPECTED}")
    where = {str(key): value for key, value in form.items() if key not in {found[0], "operation"}}
    return _from_words(found[0], form[found[0]], form.get("operation"), where)


def _tried(label: str, make: Make) -> Switch:
    """Return a switch whose faults were made once where nothing is: that tells what they do, and whether they can be."""
    clock = Clock()
    try:
        rules = _made(make, Faults(clock, Trace(clock), 0))
    except (FaultError, TypeError) as problem:
        return Switch(label, make, problem=str(problem).removeprefix("Faults."))
    return Switch(label, make, "; ".join(map(_does, rules)))


def _made(make: Make, faults: Faults) -> list[Rule]:
    made = make(faults)
    rules = list(made) if isinstance(made, list | tuple) else [made]
    if not rules or not all(isinstance(rule, Rule) for rule in rules):
        raise FaultError(
            f"the function returned {made!r}, and no fault: return what faults.fail(...) and the like give"
        )
    return rules


def _does(rule: Rule) -> str:
    """Say what a fault does, to what, and when."""
    meaning = MEANINGS[rule.place][rule.kind]
    if rule.seconds:
        meaning = meaning.replace("so many seconds", f"{rule.seconds:g} s")
    _, _, narrowed = str(rule).partition(". ")
    return f"{meaning} ({narrowed.rpartition(':')[0]})"
