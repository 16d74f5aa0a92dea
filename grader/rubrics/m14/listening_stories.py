"""Stories of the three services that hear of payments: what they hear, what they do not, and an hour in which one is down."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from grader.checks import Finding, same

from .edges import DECLINED
from .lost import explained
from .stories import SERVICES, Day

__all__ = ["declined", "facts", "heard", "hour_down"]

FIELDS = ("policyId", "customerId", "amount", "currency", "period", "channel")
HOUR, SOON = 3600.0, 300.0


def heard(day: Day) -> Iterator[Finding]:
    """Each of the three has one row with the fact, and only with the fact."""
    yield from _told(day, day.system.request(day.policy()), "an ordinary payment")


def facts(day: Day) -> Iterator[Finding]:
    """The fact is what was asked for, to the cent and to the letter."""
    kinds: list[dict[str, Any]] = [
        {"amount": 0.07, "channel": "app"},
        {"amount": 100, "customerId": 'Müller "K-9"', "currency": "CHF"},
    ]
    for fields in [*kinds, *day.more["payments"]]:
        yield from _told(day, day.system.request(day.policy(), **fields), str(fields))


def declined(day: Day) -> Iterator[Finding]:
    """A payment whose card is declined soon ends so, is not charged, and nobody hears of it."""
    system, policy = day.system, day.policy(DECLINED)
    payment = system.paid(policy)
    system.wait(SOON)
    if (status := system.status(payment)) != "declined":
        given = f"the bank declines {policy}, five minutes later"
        yield Finding("GET /payments/{paymentId}", given, status, "declined")
    system.settle()
    if book := system.book(policy):
        yield Finding("the bank's book", f"the bank declines {policy}", book, [])
    yield from nobody_heard(day, payment, "a payment that was declined")


def nobody_heard(day: Day, payment: str, given: str) -> Iterator[Finding]:
    """None of the three has a row of this payment."""
    for table, rows in day.rows(payment).items():
        if payment and rows:
            yield Finding(f"table {table}", given, rows, "no row")


def hour_down(service: str) -> Callable[[Day], Iterator[Finding]]:
    """Make the story of an hour in which this service's table refuses."""

    def tell(day: Day) -> Iterator[Finding]:
        system, table = day.system, SERVICES[service]
        given = f"a payment while {table} is down for an hour"
        system.account.faults.fail(
            "dynamodb", target=system.name(table), error="ResourceNotFoundException", lasting=HOUR
        )
        payment = system.paid(day.policy())
        system.wait(SOON)
        if (status := system.status(payment)) != "paid":
            yield Finding("GET /payments/{paymentId}, five minutes later", given, status, "paid")
        yield from _rows(
            day,
            payment,
            given,
            {name: int(name != table) for name in SERVICES.values()},
            "five minutes later",
        )
        system.wait(2 * HOUR)
        yield from _rows(day, payment, given, dict.fromkeys(SERVICES.values(), 1), "an hour after it is back")

    return tell


def _rows(day: Day, payment: str, given: str, expected: dict[str, int], when: str) -> Iterator[Finding]:
    found = {table: len(rows) for table, rows in day.rows(payment).items()}
    if found != expected:
        yield Finding(f"rows of the payment, {when}", given, found, expected)


def _told(day: Day, request: dict[str, Any], given: str) -> Iterator[Finding]:
    """Make a payment, and find what is wrong with what the three hear of it."""
    system = day.system
    begin = system.account.now()
    asked = system.pay(request).document
    payment = str(asked.get("paymentId", "")) if isinstance(asked, dict) else ""
    system.settle()
    fact = {"paymentId": payment, **{name: request[name] for name in FIELDS}}
    for table, rows in day.rows(payment).items():
        if len(rows) != 1:
            got = f"{len(rows)} rows of the payment"
            yield Finding(f"table {table}", given, got if rows else explained(system, got), "one row")
        elif not same({name: rows[0].get(name) for name in fact}, fact):
            yield Finding(f"table {table}", given, rows[0], {**fact, "paidAt": "..."})
        elif not _is_between(rows[0].get("paidAt"), begin, system.account.now()):
            yield Finding(
                f"table {table}, paidAt",
                given,
                rows[0].get("paidAt"),
                f"the time of the payment, such as {begin:%Y-%m-%dT%H:%M:%SZ}",
            )


def _is_between(text: Any, begin: datetime, end: datetime) -> bool:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return False
    return moment.tzinfo is not None and begin.replace(microsecond=0) <= moment <= end
