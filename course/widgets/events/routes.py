"""Which rules want an event: each rule's pattern held against it, the wanted first, then the nearest misses."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from course.cloud.event_pattern import PatternError, parse
from course.cloud.filter_policy.decision import Decision
from course.cloud.filter_policy.document import Document, from_value
from course.widgets.words import printed

__all__ = ["EXPLAINED", "WIDTH", "Route", "Verdict", "judged", "routes_of_account", "routes_of_patterns"]

How = Literal["wanted", "stopped", "off", "schedule", "refused"]

EXPLAINED = 40  # rules whose decision is told field by field
WIDTH = 36  # characters to which a pattern is printed: a line for each field, and none too long

_ORDER: dict[How, int] = {"wanted": 0, "off": 1, "stopped": 1, "refused": 2, "schedule": 3}


@dataclass(frozen=True)
class Route:
    """A rule: the bus it belongs to ("" without an account), its pattern as JSON text, its targets as (kind, name).

    `schedule` is the expression of a rule that runs by the clock; `off` tells of a disabled one.
    """

    bus: str
    name: str
    pattern: str
    targets: tuple[tuple[str, str], ...] = ()
    schedule: str = ""
    off: bool = False


@dataclass(frozen=True)
class Verdict:
    """What a rule makes of an event. `how`: wanted, stopped, off (disabled), schedule (it knows no events), or refused.

    `decision` explains field by field; of a refused pattern there is `refusal`, in AWS's words with place and remedy.
    `missing` is how many fields do not hold.
    """

    route: Route
    how: How
    decision: Decision | None = None
    refusal: str = ""
    missing: int = 0

    @property
    def words(self) -> str:
        """Say it in one line."""
        if self.how == "schedule":
            return f"runs by the clock ({self.route.schedule}), and not on events"
        if self.decision is None:
            return self.refusal
        if not self.decision.matched:
            deciding = self.decision.deciding
            return deciding.reason if deciding else self.decision.reason
        return (
            "would want it, but the rule is disabled" if self.route.off else "every field that it needs holds"
        )


def routes_of_patterns(given: Mapping[str, Any]) -> list[Route]:
    """Return routes for patterns by name; a pattern is a dict or its JSON text. Raises ValueError for anything else."""
    if not all(isinstance(pattern, Mapping | str) for pattern in given.values()):
        raise ValueError("a pattern is a dict, or its JSON text")
    return [
        Route("", str(name), pattern if isinstance(pattern, str) else printed(pattern, WIDTH))
        for name, pattern in given.items()
    ]


def routes_of_account(account: Any) -> list[Route]:
    """Return the rules of all buses of an account with their targets. It leaves no trace, and no time passes."""
    inventory = account.inventory()
    places = {node.id: node for node in inventory.nodes}
    targets: dict[str, list[tuple[str, str]]] = {}
    for edge in inventory.edges:
        if edge.kind == "delivery" and edge.target in places:
            targets.setdefault(edge.source, []).append((places[edge.target].kind, places[edge.target].name))
    return [
        Route(
            bus.name,
            rule.name,
            printed(json.loads(rule.event_pattern.dump()), WIDTH) if rule.event_pattern.dump() else "",
            tuple(targets.get(rule.arn, ())),
            rule.scheduled_expression or "",
            rule.state != "ENABLED",
        )
        for bus in account.events.backend.event_buses.values()
        for rule in bus.rules.values()
        if not rule.managed_by
    ]


def judged(routes: Iterable[Route], event: Mapping[str, Any]) -> list[Verdict]:
    """Return what each rule makes of an event: the wanted ones, then the misses, the nearest first.

    Only the first EXPLAINED have their decision: a bus may have hundreds of rules.
    """
    document = from_value(event)
    found = sorted(
        (_verdict(route, document) for route in routes), key=lambda each: (_ORDER[each.how], each.missing)
    )
    return [_explained(each, document) for each in found[:EXPLAINED]] + found[EXPLAINED:]


def _verdict(route: Route, document: Document) -> Verdict:
    if not route.pattern:
        return Verdict(route, "schedule")
    try:
        pattern = parse(route.pattern)
    except PatternError as refused:
        return Verdict(route, "refused", refusal=str(refused))
    if not pattern.matches(document):
        return Verdict(route, "stopped", missing=max(pattern.missing(document), 1))
    return Verdict(route, "off" if route.off else "wanted")


def _explained(verdict: Verdict, document: Document) -> Verdict:
    if verdict.how in {"schedule", "refused"}:
        return verdict
    return replace(verdict, decision=parse(verdict.route.pattern).decide(document))
