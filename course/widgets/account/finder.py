"""Where on the map a span took place: the resource it names, who acted, the road between the two."""

from collections.abc import Iterable
from typing import Any

from course.widgets.account.atlas import resource_name
from course.widgets.account.plan import Plan, title

__all__ = ["Finder"]

# The kinds of resource that a service's names mean.
_KINDS = {
    "cloudwatch": ("alarm",),
    "dynamodb": ("table",),
    "events": ("rule", "bus"),
    "execute-api": ("api",),
    "http": ("endpoint",),
    "lambda": ("function",),
    "s3": ("bucket",),
    "scheduler": ("schedule",),
    "sns": ("topic",),
    "sqs": ("queue",),
    "stepfunctions": ("state machine", "activity"),
}
_OUTSIDE = {"execute-api": "client"}  # whoever is no part of the account, by what is asked for


class Finder:
    """Looks up positions in a plan for the spans of one trace; None where the map has nothing of the kind."""

    def __init__(self, plan: Plan, by_id: dict[int, Any]) -> None:
        self.plan = plan
        self._by_id = by_id
        self._ids = {place.id: at for at, place in enumerate(plan.places)}
        self._names: dict[tuple[str, str], list[int]] = {}
        for at, place in enumerate(plan.places):
            for name in {place.name, place.id.rsplit("/", 1)[-1] if place.kind == "api" else place.name}:
                self._names.setdefault((place.kind, name), []).append(at)
        self._failed = {
            span.cause
            for span in by_id.values()
            if (span.kind, span.service) == ("invocation", "lambda") and span.status != "ok"
        }
        self._roads: dict[int, list[int]] = {}
        for at, road in enumerate(plan.roads):
            self._roads.setdefault(road.source, []).append(at)

    def failed_inside(self, call: Any) -> bool:
        """Tell whether the function that a call asked ended with an error: Lambda answers 200 all the same."""
        return call.id in self._failed

    def resource(self, service: str, name: str, bus: str = "") -> int | None:
        """Return the resource that a service calls by this name; a rule also by its bus."""
        if name in self._ids:
            return self._ids[name]
        short = resource_name(name)
        found = [at for kind in _KINDS.get(service, ()) for at in self._names.get((kind, short), ())]
        ending = f":rule/{short}" if bus == "default" else f":rule/{bus}/{short}"
        exact = [at for at in found if bus and self.plan.places[at].id.endswith(ending)]
        return next(iter(exact + found), None)

    def target(self, source: int | None, name: str) -> int | None:
        """Return the resource of this name to which a road leads from `source`, or else any of this name."""
        short = resource_name(name)
        led = [self.plan.roads[at].target for at in self._roads.get(source, ())] if source is not None else []
        near = [at for at in led if self.plan.places[at].name in (name, short)]
        named = [
            at
            for (kind, each), found in self._names.items()
            if each in (name, short) and kind not in ("rule", "client", "publisher")
            for at in found
        ]
        return next(iter([*near, *([self._ids[name]] if name in self._ids else []), *named]), None)

    def road(self, source: int | None, target: int | None, kinds: Iterable[str] = ()) -> int | None:
        """Return the first road between two places, of one of these kinds if any are given."""
        if source is None or target is None:
            return None
        wanted = tuple(kinds)
        between = [at for at in self._roads.get(source, ()) if self.plan.roads[at].target == target]
        return next(
            (at for at in between if not wanted or self.plan.roads[at].kind in wanted),
            None,
        )

    def leaving(self, source: int | None, kind: str) -> int | None:
        """Return the only road of a kind that leaves a place; None where there is none or more than one."""
        roads = (
            [at for at in self._roads.get(source, ()) if self.plan.roads[at].kind == kind]
            if source is not None
            else []
        )
        return roads[0] if len(roads) == 1 else None

    def outside(self, span: Any) -> int | None:
        """Return the place that stands for whoever acts from outside."""
        kind = _OUTSIDE.get(span.service, "publisher")
        return next(iter(self._names.get((kind, kind), ())), None)

    def actor(self, span: Any) -> tuple[int | None, str]:
        """Return who made a call and, for a state machine, in which state; (None, "") for somebody outside."""
        state = ""
        for cause in self._causes(span):
            if cause.kind == "state":
                state = state or str(cause.name)
            elif cause.kind == "delivery":
                return self._deliverer(cause), state
            elif cause.kind in ("invocation", "execution") or cause.service == "execute-api":
                return self.resource(cause.service, str(cause.target or cause.name)), state
        return None, state

    def is_copy_of_topic(self, span: Any) -> bool:
        """Tell whether a topic's delivery, which has a span of its own, made a request."""
        cause = self._by_id.get(span.cause)
        return cause is not None and (cause.kind, cause.service) == ("delivery", "sns")

    def named(self, at: int | None, otherwise: str = "") -> str:
        """Return what a place is called in a sentence."""
        return title(self.plan.places[at]) if at is not None else otherwise

    def _deliverer(self, delivery: Any) -> int | None:
        """Return who does what a delivery consists of: an API destination that a rule leads to asks a partner itself."""
        source = self.resource(delivery.service, str(delivery.name), str(delivery.detail.get("bus", "")))
        target = self.target(source, str(delivery.target))
        by_itself = target is not None and self.plan.places[target].kind == "api destination"
        return target if by_itself else source

    def _causes(self, span: Any) -> Iterable[Any]:
        seen: set[int] = set()
        while (cause := self._by_id.get(span.cause)) is not None and cause.id not in seen:
            seen.add(cause.id)
            yield cause
            span = cause
