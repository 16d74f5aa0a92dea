"""A map in words: what there is, purpose by purpose, and each connection as a sentence."""

from course.widgets.account.plan import Plan, Road, title
from course.widgets.account.shapes import PURPOSES, shape_of

__all__ = ["by_purpose", "census", "details", "sentence", "sentences"]

# What the source of an edge does to its target.
_VERBS = {
    "subscription": "delivers to",
    "rule": "shows its events to",
    "delivery": "hands over to",
    "archive": "keeps its events in",
    "invocation": "is read for",
    "notification": "notifies",
    "task": "calls",
    "log": "writes its log to",
    "integration": "asks",
    "action": "tells",
    "watch": "is watched by",
    "layer": "is built on",
    "request": "sends requests to",
    "authorization": "takes its credentials from",
    "destination": "tells of each success",
    "dead-letter": "puts its dead letters into",
    "call": "calls",
}
_STATES = {
    "pending": "pending: not confirmed, so nothing is delivered",
    "off": "off: disabled, so nothing goes this way",
}
_MANY = 20  # places beyond which they are listed by purpose
_DETAILS = {
    "type": "type",
    "versions": "versions",
    "aliases": "aliases",
    "log_group": "log group",
    "stream": "stream holds",
    "protocol": "protocol",
    "stages": "stages",
    "routes": "routes",
}


def sentences(plan: Plan) -> list[str]:
    """Say a plan in words: how many resources (of many, which by purpose), every connection, then what has none."""
    if not plan.places:
        return ["The account is empty: no resource has been created yet."]
    joined = {at for road in plan.roads for at in (road.source, road.target)}
    # Wiring is what the account is told; whom a program calls stands in its code alone.
    alone = [
        f"{title(place)}: no wiring known (code may use it all the same)."
        for at, place in enumerate(plan.places)
        if at not in joined
    ]
    groups = [
        f"{purpose}: {', '.join(title(plan.places[at]) for at in places)}."
        for purpose, places in by_purpose(plan)
        if len(plan.places) > _MANY
    ]
    return [f"{census(plan)}.", *groups, *(sentence(plan, road) for road in plan.roads), *alone]


def census(plan: Plan) -> str:
    """Count the resources by kind: `1 topic, 3 queues`."""
    shapes = [shape_of(place.kind) for place in plan.places]
    counted = {shape.word: (shapes.count(shape), shape) for shape in shapes}
    return ", ".join(
        f"{many:,} {shape.word if many == 1 else shape.many}" for many, shape in counted.values()
    )


def by_purpose(plan: Plan) -> list[tuple[str, list[int]]]:
    """Return the positions of places under what they are there for, in the order of `PURPOSES`."""
    found: dict[str, list[int]] = {purpose: [] for purpose in PURPOSES}
    for at, place in enumerate(plan.places):
        found[shape_of(place.kind).purpose].append(at)
    return [(purpose, places) for purpose, places in found.items() if places]


def sentence(plan: Plan, road: Road) -> str:
    """Say one connection: who does what to whom."""
    source, target = plan.places[road.source], plan.places[road.target]
    whose = "stream of " if road.kind == "invocation" and source.kind == "table" else ""
    notes = [note for note in (road.label, _STATES.get(road.state, "")) if note]
    aside = f" ({'; '.join(notes)})" if notes else ""
    verb = _VERBS.get(road.kind, "is connected to")
    return f"{whose}{title(source)} {verb} {title(target)}{aside}."


def details(detail: dict[str, object]) -> list[tuple[str, str]]:
    """Return what the inventory tells of a resource beside its name, as terms and words."""
    return [(_DETAILS.get(str(name), str(name)), _words(value)) for name, value in detail.items() if value]


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(each)}" for name, each in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
