"""How each hop of a deployed system is really made: read from the trace of what a few payments and files caused.

Every span names the one that caused it. So the way from one side of a hop to the other is the chain of causes between
them, and what was delivered on that way tells the service: a delivery from a topic, from a queue, from a bus.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .system import System

__all__ = ["TABLES", "Seen", "seen"]

# Whose deliveries carry something from one side of a hop to the other.
_CARRIERS = {
    "sqs": "queue",
    "sns": "topic",
    "events": "bus",
    "dynamodb": "stream",
    "lambda": "function",
    "s3": "notification",
}
_WELL = (200, 201, 202)
_PUBLISHED = {"topic", "bus"}
TABLES = ("customer-payments", "sales-activity", "outbox")


@dataclass
class Seen:
    """What a hop turned out to be: every style and service that it may rightly be called. Empty: nothing came across."""

    styles: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)

    def meets(self, decision: dict[str, str]) -> bool:
        """Tell whether a decision says what is there."""
        return decision.get("style") in self.styles and decision.get("service") in self.services

    def __str__(self) -> str:
        if not self.services:
            return "nothing came across"
        return f"{' or '.join(sorted(self.styles))}, by {' or '.join(sorted(self.services))}"


def seen(system: System) -> dict[str, Seen]:
    """Let the system work once in every way, and return what each hop turned out to be, by its code."""
    paid = _Journey(system, lambda: system.paid("POL-1042"))
    large = _Journey(system, lambda: system.paid("POL-2042", amount=system.settings["limit"] + 1), 60.0)
    manager = _manager(system, large)
    heard = _Journey(system, lambda: system.upload("call.mp3"))
    counted = _Journey(system, lambda: system.reconcile("march.csv", [("PAY-unknown", "9.50")]))
    # While a person decides, the workflow outlives any answer that does not wait for it.
    ways = [large, paid]
    return {
        "door": _door(ways),
        "start": _start(ways),
        "bank": _bank(paid),
        "manager": manager,
        "fact": _fact(paid),
        "worker": _worker(paid),
        "recording": _recording(heard),
        "monthly": _monthly(system, counted),
        "personal": _personal(system, paid),
    }


class _Journey:
    """What happened because of one deed, as spans."""

    def __init__(self, system: System, deed: Callable[[], Any], wait: float | None = None) -> None:
        begin = len(system.account.trace)
        deed()
        system.settle() if wait is None else system.wait(wait)
        self._trace = system.account.trace
        self.spans = self._trace[begin:]
        self.system = system

    def find(self, kind: str, service: str, target: str = "") -> Iterator[Any]:
        """Yield the spans of a kind and service, about one target or any."""
        yield from (
            each
            for each in self.spans
            if (each.kind, each.service) == (kind, service) and target in ("", each.target)
        )

    def causes(self, span: Any) -> list[Any]:
        """Return the spans that led to this one, the nearest first."""
        found = []
        while span.cause:
            span = self._trace[span.cause - 1]
            found.append(span)
        return found

    def carriers(self, span: Any, origin: Callable[[Any], bool]) -> set[str] | None:
        """Return what carried something from `origin` to a span: of its causes the first of that kind; None without one."""
        carriers = set[str]()
        for each in self.causes(span):
            if origin(each):
                return carriers
            if each.kind == "delivery" and each.service in _CARRIERS:
                carriers.add(_CARRIERS[each.service])
        return None

    def payments(self) -> list[Any]:
        """Return the executions of the payment's workflow."""
        name = self.system.workflow.rpartition(":")[2]
        return [each for each in self.find("execution", "stepfunctions") if each.name == name]

    def is_payment(self, span: Any) -> bool:
        """Tell whether a span is an execution of the payment's workflow."""
        return bool(span.kind == "execution" and span.name == self.system.workflow.rpartition(":")[2])


def _is_request(span: Any) -> bool:
    return bool(span.service == "execute-api")


def _waits(journeys: list[_Journey]) -> bool | None:
    """Tell whether the customer's answer waits for the workflow's end; None where no request was answered well."""
    for journey in journeys:
        for request in journey.find("call", "execute-api"):
            ends = [each.end for each in journey.payments() if request in journey.causes(each)]
            if request.detail.get("http") in _WELL and ends:
                return bool(max(ends) <= request.end)
    return None


def _door(journeys: list[_Journey]) -> Seen:
    waits = _waits(journeys)
    return Seen() if waits is None else Seen({"synchronous" if waits else "receipt"}, {"api"})


def _start(journeys: list[_Journey]) -> Seen:
    waits = _waits(journeys)
    for execution in journeys[-1].payments():
        carriers = journeys[-1].carriers(execution, _is_request)
        if carriers is not None and waits is not None:
            return Seen({"synchronous" if waits else "asynchronous"}, carriers or {"execution"})
    return Seen()


def _bank(paid: _Journey) -> Seen:
    for invocation in paid.find("invocation", "lambda", paid.system.name("bank")):
        carriers = paid.carriers(invocation, paid.is_payment)
        if carriers is not None:
            return Seen(
                {"callback", "asynchronous"} if carriers else {"synchronous"}, carriers or {"function"}
            )
    return Seen()


def _manager(system: System, large: _Journey) -> Seen:
    """The manager is asked, and approves; the execution waited for that, or it did not."""
    asked = system.approvals()
    answer = [system.decide(message, approved=True) for message in asked]
    waited = [each for each in large.payments() if system.account.trace.is_open(each)]
    system.settle()
    if not asked:
        return Seen()
    return Seen({"callback"} if waited and "" in answer else {"asynchronous"}, {"queue"})


def _writes(paid: _Journey) -> list[set[str] | None]:
    """Return, for each service, what carried the payment from the workflow to its table; None where no row was written."""
    found: list[set[str] | None] = []
    for table in TABLES:
        written = paid.find("call", "dynamodb", paid.system.name(table))
        ways = [paid.carriers(each, paid.is_payment) for each in written if each.status == "ok"]
        found.append(next((each for each in ways if each is not None), None))
    return found


def _fact(paid: _Journey) -> Seen:
    """What is published goes through a topic or a bus to each of the three; else each is sent to by itself."""
    ways = _writes(paid)
    if None in ways:
        return Seen()
    shared: set[str] = set.intersection(*(each or set() for each in ways))
    if published := shared & _PUBLISHED:
        return Seen({"publish"}, published)
    return Seen({"asynchronous"} if shared else {"synchronous"}, shared or {"function"})


def _worker(paid: _Journey) -> Seen:
    ways = _writes(paid)
    if None in ways:
        return Seen()
    if all("queue" in (each or ()) for each in ways):
        return Seen({"asynchronous"}, {"queue"})
    others = set[str]().union(*(each or {"function"} for each in ways if "queue" not in (each or ())))
    return Seen({"synchronous"} if others == {"function"} else {"publish", "asynchronous"}, others)


def _recording(heard: _Journey) -> Seen:
    for invocation in heard.find("invocation", "lambda", heard.system.name("transcriber")):
        carriers = heard.carriers(invocation, lambda span: (span.service, span.kind) == ("s3", "call"))
        if carriers is not None:
            # S3's own notification leads to a queue or a topic, too, and then that is what carries it.
            services = carriers - {"notification"} or carriers
            return Seen({"asynchronous", "publish"}, services) if services else Seen()
    return Seen()


def _monthly(system: System, counted: _Journey) -> Seen:
    if not any(span.kind == "execution" for span in counted.spans):
        return Seen()
    distributed = _is_distributed(system.definition(system.reconciliation))
    return Seen({"batch"}, {"distributed-map"} if distributed else {"function"})


def _is_distributed(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_is_distributed, node))
    if not isinstance(node, dict):
        return False
    return node.get("Mode") == "DISTRIBUTED" or any(map(_is_distributed, node.values()))


def _personal(system: System, paid: _Journey) -> Seen:
    bus = system.name("personal")
    for call in paid.find("call", "events"):
        entries = (call.detail.get("parameters") or {}).get("Entries") or ()
        if any(str(each.get("EventBusName")).rpartition("/")[2] == bus for each in entries):
            return Seen({"publish"}, {"bus"})
    return Seen()
