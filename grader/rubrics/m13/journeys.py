"""The way of payments through five functions, in M13 E1: what each was handed, what it logged, what it sent on.

What a function sends is put into the next one's envelope as the service between them would do it. What is no JSON object
goes nowhere: on AWS, too, a bus and a workflow refuse it.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.checks import AnswerError, Bench, plain
from grader.rubrics.insurer import fact

from .envelopes import bus_event, queue_event, request_event, topic_event

__all__ = ["SERVICES", "Journey", "Request", "Visit", "a_payment", "about", "travelled"]

SERVICES = ("door", "intake", "customer", "sales", "booking")
HEADER = "x-correlation-id"
# Who sends so much more than they were handed goes round in circles.
MOST = 20


@dataclass(frozen=True)
class Request:
    """What a customer's program asks the API for: a payment, with headers of its own; and how the card will answer."""

    payment: dict[str, Any]
    outcome: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def payment_id(self) -> str:
        """The payment's number."""
        return str(self.payment["paymentId"])

    @property
    def brought(self) -> str | None:
        """The correlation id that the caller brought."""
        return next((text for name, text in self.headers.items() if name.lower() == HEADER), None)


@dataclass
class Visit:
    """One call: the service in whose name, the event, the lines of its log, what it sent (and in vain), what it raised."""

    service: str
    event: Any
    lines: list[Any] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    in_vain: list[Any] = field(default_factory=list)
    error: AnswerError | None = None


@dataclass(frozen=True)
class Journey:
    """What became of requests that travelled together."""

    requests: tuple[Request, ...]
    visits: tuple[Visit, ...]

    def at(self, service: str) -> list[Visit]:
        """Return the calls in the name of a service."""
        return [each for each in self.visits if each.service == service]

    def lines(self, service: str) -> list[Any]:
        """Return the log of a service."""
        return [line for visit in self.at(service) for line in visit.lines]

    def id_at(self, service: str, payment_id: str) -> Any:
        """Return the correlation id in a service's first line of a payment, None where there is none."""
        lines = [line for line in self.lines(service) if about(line, "paymentId") == payment_id]
        return about(lines[0], "correlationId") if lines else None


def about(line: Any, name: str) -> Any:
    """Return a field of a line, None where there is none."""
    return line.get(name) if isinstance(line, dict) else None


def a_payment(rng: random.Random, number: int) -> dict[str, Any]:
    """Return a payment as a customer's program sends it."""
    made = fact(rng, number)
    return {name: made[name] for name in ("paymentId", "policyId", "customerId", "amount", "currency")}


def travelled(bench: Bench, rng: random.Random, requests: Sequence[Request]) -> Journey:
    """Let requests pass all five services; those that meet in a queue come from there in one event."""
    visits = [
        _visit(bench, "door", request_event(rng, each.payment, each.headers), MOST) for each in requests
    ]
    arrived = visits
    for service, wrap in zip(SERVICES[1:], _wrappers(rng, requests), strict=True):
        sent = [each for visit in arrived for each in visit.sent]
        arrived = [_visit(bench, service, event, MOST) for event in (wrap(sent) if sent else [])]
        visits = [*visits, *arrived]
    return Journey(tuple(requests), tuple(visits))


def _wrappers(
    rng: random.Random, requests: Sequence[Request]
) -> tuple[Callable[[list[dict[str, Any]]], list[Any]], ...]:
    """Return, for each service after the first, what makes events of all that was sent to it."""
    return (
        lambda sent: [queue_event(rng, "payments-q", [json.dumps(each) for each in sent])],
        lambda sent: [topic_event(rng, "customer-q", [json.dumps(each) for each in sent])],
        lambda sent: [bus_event(rng, each) for each in sent],
        lambda sent: [{**each, "outcome": _outcome(each, requests)} for each in sent],
    )


def _outcome(sent: dict[str, Any], requests: Sequence[Request]) -> str:
    """Return how the card answered to the payment that was sent, wherever it stands in there."""
    text = json.dumps(sent)
    return next((each.outcome for each in requests if json.dumps(each.payment_id) in text), "paid")


def _visit(bench: Bench, service: str, event: Any, most: int) -> Visit:
    visit = Visit(service, event)

    def log(line: Any) -> None:
        visit.lines.append(_read(line))

    def send(content: Any) -> None:
        read = _read(content)
        if not isinstance(read, dict):
            visit.in_vain.append(read)
        elif len(visit.sent) < most:
            visit.sent.append(read)

    try:
        bench.answer("pass_on")(service, event, log, send)
    except AnswerError as error:
        visit.error = error
    return visit


def _read(content: Any) -> Any:
    """Return plain data; of JSON text, what it says."""
    found = plain(content)
    try:
        return plain(json.loads(found)) if isinstance(found, str) else found
    except (ValueError, RecursionError):
        return found
