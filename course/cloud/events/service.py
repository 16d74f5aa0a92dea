"""EventBridge in one account: takes events, and hands each to the rules of its bus."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from moto.events.models import Archive, EventBus, EventsBackend, Replay, Rule, events_backends

from course.cloud.event_pattern import parse
from course.cloud.filter_policy.document import from_value
from course.cloud.request import resource_name

from . import archives, entries, filtered
from .delivery import deliver
from .ticks import Ticks

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Events"]


class Events:
    """The delivering side of an account's event buses. `ticks` are those of its scheduled rules."""

    def __init__(self, account: "Account") -> None:
        self.account = account
        self.ticks = Ticks(self)

    @property
    def backend(self) -> EventsBackend:
        """What moto stores."""
        return events_backends[self.account.id][self.account.region]

    def bus(self, name: str) -> EventBus | None:
        """Return a bus by its name or ARN; None when there is none."""
        return self.backend.event_buses.get(name.rpartition("event-bus/")[2])

    def put(self, event: Mapping[str, Any]) -> str:
        """Put a service's own event onto the default bus, and return its id.

        The event has "source" (``aws.s3``), "detail-type", "resources" and "detail"; all else is filled in.
        """
        whole = self.event(**{name.replace("-", "_"): value for name, value in event.items()})
        self.route(self.backend.event_buses["default"], whole)
        return str(whole["id"])

    def event(
        self, *, source: str, detail_type: str, detail: Any, resources: Iterable[str] = (), time: str = ""
    ) -> dict[str, Any]:
        """Return a whole event of this account, made now."""
        return {
            "version": "0",
            "id": self.account.new_id(),
            "detail-type": detail_type,
            "source": source,
            "account": self.account.id,
            "time": time or entries.stamp(self.account.clock.now),
            "region": self.account.region,
            "resources": list(resources),
            "detail": detail,
        }

    def accept(self, asked: list[dict[str, Any]]) -> list[dict[str, str]]:
        """Answer PutEvents: an EventId or an error for each entry. Raises what `entries.check` does."""
        entries.check(asked)
        return [self._accept(entry) for entry in asked]

    def _accept(self, entry: dict[str, Any]) -> dict[str, str]:
        if error := entries.problem(entry):
            return error
        name = (entry.get("EventBusName") or "default").rpartition("event-bus/")[2]
        if (effect := self.account.faults.at("entry", "events", "entry", name)) and effect.error:
            return {"ErrorCode": effect.error.code, "ErrorMessage": effect.error.message}
        event = self.event(**entries.read(entry))
        # An event for a bus that does not exist is taken all the same, and dropped.
        if bus := self.bus(name):
            self.route(bus, event)
        return {"EventId": event["id"]}

    def route(self, bus: EventBus, event: dict[str, Any], only: frozenset[str] = frozenset()) -> None:
        """Hand an event to every rule of the bus that wants it; of `only` these rules (ARNs), if any are given."""
        archives.keep(self.backend.archives.values(), bus.name, event)
        document, others = from_value(event), []
        for rule in list(bus.rules.values()):
            text = rule.event_pattern.dump()
            if not text or rule.managed_by or rule.state != "ENABLED" or (only and rule.arn not in only):
                continue
            pattern = parse(text)
            if pattern.matches(document):
                self.fire(rule, event)
            else:
                others.append((rule, pattern))
        filtered.note(self.account.trace, bus.name, event["id"], document, others)

    def fire(self, rule: Rule, event: dict[str, Any]) -> None:
        """Hand an event to the targets of a rule."""
        ingested = entries.stamp(self.account.clock.now)
        for target in list(rule.targets):
            name = f"delivery from rule {rule.name} to {resource_name(target['Arn'])}"
            self.account.clock.spawn(deliver, self.account, rule, target, event, ingested, name=name)

    def replay(self, archive: Archive, replay: Replay) -> None:
        """Begin a replay; it goes on as time passes."""
        self.account.clock.spawn(archives.replay, self, archive, replay, name=f"replay {replay.name}")
