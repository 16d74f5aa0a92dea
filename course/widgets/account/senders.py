"""Who sends, who receives, and who has to know whom: the plan under a message flow."""

from dataclasses import replace
from typing import Any

from course.widgets.account.atlas import Place, Plan, Road, resource_name
from course.widgets.account.shapes import shape_of
from course.widgets.words import count

__all__ = ["find", "is_send", "knows", "named", "near", "sender_of", "with_senders"]

SENDS = frozenset({"Publish", "PublishBatch", "SendMessage", "SendMessageBatch", "Invoke", "PutEvents"})


def with_senders(plan: Plan, spans: list[Any]) -> Plan:
    """Add the program outside the account that sends, and a road from every sender to what it sends to."""
    places, roads = list(plan.places), list(plan.roads)
    by_id = {span.id: span for span in spans}
    for span in spans:
        target = find(plan, span.target)
        if not is_send(span) or target is None:
            continue
        source = sender_of(span, by_id, plan)
        if source is None:
            source = len(plan.places)
            if len(places) == source:
                places.append(Place("publisher", "publisher", "publisher"))
        road = Road(source, target, "call", "")
        if road not in roads:
            roads.append(road)
    return Plan(tuple(places), tuple(roads))


def near(plan: Plan, touched: set[int]) -> Plan:
    """Leave out what is connected to nothing that a message touched."""
    kept = set(touched)
    while (
        more := {
            at
            for road in plan.roads
            if {road.source, road.target} & kept
            for at in (road.source, road.target)
        }
        - kept
    ):
        kept |= more
    position = {old: new for new, old in enumerate(sorted(kept))}
    roads = tuple(
        replace(road, source=position[road.source], target=position[road.target])
        for road in plan.roads
        if road.source in kept
    )
    return Plan(tuple(plan.places[at] for at in sorted(kept)), roads)


def knows(plan: Plan) -> str:
    """Say how many receivers each sender and each topic must know."""
    said = []
    for at, place in enumerate(plan.places):
        sends = [
            plan.places[road.target].kind for road in plan.roads if road.source == at and road.kind == "call"
        ]
        if sends:
            known = ", ".join(count(sends.count(kind), shape_of(kind).word) for kind in dict.fromkeys(sends))
            said.append(f"{place.name} knows: {known}")
    for at, place in enumerate(plan.places):
        if place.kind == "topic":
            roads = [road for road in plan.roads if road.source == at and road.kind == "subscription"]
            waiting = sum(road.state == "pending" for road in roads)
            aside = f" ({waiting} not confirmed)" if waiting else ""
            said.append(f"topic {place.name} knows: {count(len(roads), 'endpoint')}{aside}")
    return "; ".join(said) + "." if said else "Nobody sends anything here."


def sender_of(span: Any, by_id: dict[int, Any], plan: Plan) -> int | None:
    """Return the function within which a call was made, or None for the program outside."""
    cause = span.cause
    while cause is not None and (other := by_id.get(cause)) is not None:
        if other.kind == "invocation":
            return find(plan, other.name)
        cause = other.cause
    return None


def is_send(span: Any) -> bool:
    return span.kind == "call" and span.name in SENDS


def find(plan: Plan, wanted: str) -> int | None:
    name = resource_name(str(wanted))
    exact = [at for at, place in enumerate(plan.places) if place.id == wanted]
    named = [at for at, place in enumerate(plan.places) if name and place.name == name]
    return next(iter(exact + named), None)


def named(plan: Plan, at: int) -> str:
    return f"{shape_of(plan.places[at].kind).word} {plan.places[at].name}"
