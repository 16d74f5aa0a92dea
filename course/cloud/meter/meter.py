"""From what a run did to what it costs."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from course.facts import fact, value

from . import apis, events, functions, queues, storage, topics, workflows
from .bill import Bill, Count, Line
from .counting import Used

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["take"]

# Service -> what counts for it. A sentence instead of a count names what is left out.
_COUNTERS: dict[str, Callable[[Used], Iterable[Count | str]]] = {
    "apigateway": apis.count,
    "dynamodb": storage.count_tables,
    "events": events.count,
    "lambda": functions.count,
    "logs": storage.count_logs,
    "s3": storage.count_objects,
    "scheduler": events.count_schedules,
    "sns": topics.count,
    "sqs": queues.count,
    "stepfunctions": workflows.count,
}

# Services whose calls cost nothing by themselves.
_FREE = {"apigatewayv2", "cloudformation", "execute-api", "iam", "sts"}

_PER = {"million": 1_000_000, "thousand": 1_000}


def take(account: "Account", times: float = 1.0, *, free_tier: bool = False) -> Bill:
    """Return what all that happened in the account would cost on AWS; see `Account.meter`."""
    used = Used(account)
    found = [each for counter in _COUNTERS.values() for each in counter(used)]
    counts = [each for each in found if isinstance(each, Count) and each.quantity]
    left = dict(value("price.free")) if free_tier else {}
    lines = tuple(_line(each, times, left) for each in counts)
    return Bill(lines, (*_sentences(found), *_unmetered(used)), times, free_tier)


def _line(count: Count, times: float, left: dict[str, float]) -> Line:
    """Return the line for a count. `left` is what is left of the month's free amounts; what is used is taken off."""
    price = fact(f"price.{count.key}")
    amount = float(price.value[count.rate] if count.rate else price.value)
    words = price.unit.removeprefix("USD per ").split(" ", 1)
    per, unit = (_PER[words[0]], words[1]) if words[0] in _PER else (1, " ".join(words))
    month = count.standing * value("price.month") if count.standing else count.quantity * times
    paid = month
    if count.key in left:
        paid = max(month - left[count.key], 0.0)
        left[count.key] -= month - paid
    return Line(
        count.service,
        count.what,
        count.quantity,
        unit,
        amount,
        per,
        count.quantity * amount / per,
        month,
        paid * amount / per,
        price.source,
        price.checked,
        price.note,
    )


def _sentences(found: Iterable[Count | str]) -> Iterator[str]:
    yield from (each for each in found if isinstance(each, str))


def _unmetered(used: Used) -> Iterator[str]:
    calls = used.calls()
    for service in sorted(calls.keys() - _COUNTERS.keys() - _FREE):
        yield f"Calls of {service}: {calls[service]}."
    if calls:
        yield "Data that leaves AWS or its Region."
