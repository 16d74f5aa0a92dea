"""The map of a flow: the account's plan, with those who send from outside, and a road for every call that code made."""

from typing import Any

from course.widgets.account.calls import is_told, named_in, way_of_call
from course.widgets.account.finder import Finder
from course.widgets.account.plan import Place, Plan, Road
from course.widgets.account.shapes import shape_of
from course.widgets.words import count

__all__ = ["knows", "with_callers"]

_OUTSIDE = ("publisher", "client")
_MANY = 4  # topics that are named one by one
_OTHERWISE = ("dead-letter", "destination", "subscription")  # roads that no call takes


def with_callers(plan: Plan, spans: list[Any], by_id: dict[int, Any]) -> Plan:
    """Add whoever calls from outside, and a road from every caller to what it called where the account knows of none."""
    everybody = Plan((*plan.places, *(Place(kind, kind, kind) for kind in _OUTSIDE)), plan.roads)
    finder = Finder(everybody, by_id)
    roads = list(plan.roads)
    called = {(road.source, road.target) for road in roads if road.kind not in _OTHERWISE}
    known = {(road.source, road.target) for road in roads}
    for span in spans:
        asks = span.kind == "invocation" and span.service == "http"
        if not (is_told(span) or asks):
            continue
        source, _ = finder.actor(span)
        if source is None and not asks:
            source = finder.outside(span)
        for name in [str(span.name)] if asks else named_in(span):
            target = finder.resource(span.service, name)
            if source is None or target is None or (source, target) in (known if asks else called):
                continue
            known.add((source, target))
            called.add((source, target))
            way = "waits" if asks else way_of_call(span)
            roads.append(Road(source, target, "call", "", "ok", way))
    return Plan(everybody.places, tuple(roads))


def knows(plan: Plan) -> str:
    """Say how many receivers each sender and each topic must know."""
    said = []
    for at, place in enumerate(plan.places):
        sends = [
            plan.places[road.target].kind for road in plan.roads if road.source == at and road.kind == "call"
        ]
        if sends:
            known = ", ".join(_many(sends.count(kind), kind) for kind in dict.fromkeys(sends))
            said.append(f"{place.name} knows: {known}")
    topics = [at for at, place in enumerate(plan.places) if place.kind == "topic"]
    if len(topics) > _MANY:
        roads = [road for road in plan.roads if road.source in topics and road.kind == "subscription"]
        said.append(f"{len(topics)} topics know: {count(len(roads), 'endpoint')}")
    else:
        said += [_known_to(plan, at) for at in topics]
    for at, place in enumerate(plan.places):
        if place.kind == "bus":
            rules = [road for road in plan.roads if road.source == at and road.kind == "rule"]
            said.append(f"event bus {place.name} knows: {count(len(rules), 'rule')}")
    return "; ".join(said) + "." if said else "Nobody sends anything here."


def _known_to(plan: Plan, topic: int) -> str:
    roads = [road for road in plan.roads if road.source == topic and road.kind == "subscription"]
    waiting = sum(road.state == "pending" for road in roads)
    aside = f" ({waiting} not confirmed)" if waiting else ""
    return f"topic {plan.places[topic].name} knows: {count(len(roads), 'endpoint')}{aside}"


def _many(how_many: int, kind: str) -> str:
    shape = shape_of(kind)
    return f"{how_many} {shape.word if how_many == 1 else shape.many}"
