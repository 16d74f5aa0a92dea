"""Stories in which somebody decides: a manager on large amounts, the ledger on what was charged."""

from collections.abc import Iterator
from typing import Any

from grader.checks import Finding

from .edges import CLOSED
from .listening_stories import nobody_heard
from .stories import Day

__all__ = ["approved", "asked", "at_the_limit", "not_confirmed", "refused", "silent", "wait_for_a_person"]

MINUTE, HOUR = 60.0, 3600.0
ANSWERS = {"yes": True, "no": False, "ill": None}
WAITING, SINCE = "waiting", "since"


def at_the_limit(day: Day) -> Iterator[Finding]:
    """An amount of just the limit is charged without asking."""
    system, policy = day.system, day.policy()
    limit = system.settings["limit"]
    payment = system.paid(policy, amount=limit)
    system.settle()
    yield from _stands(day, payment, "paid", f"an amount of {limit}, which is the limit")
    for message in system.approvals():
        yield Finding(
            "queue approvals", f"an amount of {limit}, which is the limit", _readable(message), "no message"
        )


def asked(day: Day) -> Iterator[Finding]:
    """Amounts above the limit wait; the queue has a message for each; nothing is charged yet."""
    system, limit = day.system, day.system.settings["limit"]
    amounts = {"yes": limit + 0.01, "no": limit + 1, "ill": limit * 2, "silent": limit * 10}
    policies = {name: day.policy() for name in amounts}
    payments = {name: system.paid(policies[name], amount=amount) for name, amount in amounts.items()}
    day.seen[SINCE] = system.account.clock.elapsed
    system.wait(MINUTE)
    messages = system.approvals()
    day.seen[WAITING] = {
        name: (
            payments[name],
            policies[name],
            next((each for each in messages if each.get("paymentId") == payments[name]), {}),
        )
        for name in amounts
    }
    for name, (payment, policy, message) in day.seen[WAITING].items():
        given = f"an amount of {amounts[name]}"
        yield from _stands(day, payment, "waiting", given)
        if book := system.book(policy):
            yield Finding("the bank's book, while the manager is asked", given, book, [])
        expected = {"paymentId": payment, "amount": amounts[name], "taskToken": "..."}
        if _readable(message) != expected or not isinstance(message["taskToken"], str):
            yield Finding(
                "queue approvals", given, _readable(message) or "no message of this payment", expected
            )
    if len(messages) > len(amounts):
        yield Finding(
            "queue approvals",
            f"{len(amounts)} payments",
            f"{len(messages)} messages",
            f"{len(amounts)} messages",
        )


def approved(day: Day) -> Iterator[Finding]:
    """The manager says yes: the payment is charged and paid."""
    yield from _answered(day, "yes", "the manager answers approved: true", "paid", ["charge"])


def refused(day: Day) -> Iterator[Finding]:
    """The manager says no, by an answer or by a failure: nothing is charged."""
    yield from _answered(day, "no", "the manager answers approved: false", "refused", [])
    yield from _answered(day, "ill", "the manager answers with SendTaskFailure", "refused", [])


def wait_for_a_person(day: Day) -> Iterator[Finding]:
    """Shortly before the manager's time is over, the payment is still waiting."""
    payment, _, _ = day.seen.get(WAITING, {}).get("silent", ("", "", {}))
    hours, since = day.system.settings["hours"], day.system.account.clock.elapsed - day.seen.get(SINCE, 0.0)
    day.system.wait(hours * HOUR - since - 5 * MINUTE)
    yield from _stands(
        day, payment, "waiting", f"the manager says nothing for {hours} hours less five minutes"
    )


def silent(day: Day) -> Iterator[Finding]:
    """When it is over, the payment is refused, and an answer that comes too late changes nothing."""
    system = day.system
    payment, policy, message = day.seen.get(WAITING, {}).get("silent", ("", "", {}))
    given = f"the manager says nothing for {system.settings['hours']} hours and five minutes"
    system.wait(10 * MINUTE)
    status = system.status(payment)
    day.seen["waits for ever"] = status == "waiting"
    if status != "refused":
        yield Finding("GET /payments/{paymentId}", given, status, "refused")
    if message:
        system.decide(message, approved=True)
        system.settle()
    if book := system.book(policy):
        yield Finding("the bank's book", f"{given}, and then approved: true", book, [])
    yield from nobody_heard(day, payment, given)


def not_confirmed(day: Day) -> Iterator[Finding]:
    """What the ledger does not confirm is given back, and nobody hears of it."""
    system, policy = day.system, day.policy(CLOSED)
    payment = system.paid(policy)
    system.settle()
    given = f"the ledger does not confirm {policy}"
    yield from _stands(day, payment, "refunded", given)
    if (book := system.book(policy)) != ["charge", "refund"]:
        day.seen["kept the money"] = book == ["charge"]
        yield Finding("the bank's book", given, book, ["charge", "refund"])
    yield from nobody_heard(day, payment, given)


def _answered(day: Day, name: str, given: str, status: str, book: list[str]) -> Iterator[Finding]:
    system = day.system
    payment, policy, message = day.seen.get(WAITING, {}).get(name, ("", "", {}))
    if not message:
        yield Finding(
            "queue approvals", given, "no message to answer", "a message with the payment's task token"
        )
        return
    if error := system.decide(message, approved=ANSWERS[name]):
        yield Finding("the manager's answer", given, error, "Step Functions takes it")
    system.wait(5 * MINUTE)
    yield from _stands(day, payment, status, given)
    if (found := system.book(policy)) != book:
        yield Finding("the bank's book", given, found, book)
    heard = {table: len(rows) for table, rows in day.rows(payment).items()}
    if heard != (expected := dict.fromkeys(heard, len(book))):
        yield Finding("rows of the payment", given, heard, expected)


def _stands(day: Day, payment: str, expected: str, given: str) -> Iterator[Finding]:
    found = day.system.status(payment) if payment else "no id came back"
    if found != expected:
        yield Finding("GET /payments/{paymentId}", given, found, expected)


def _readable(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message without its token, which is long and another each time."""
    return {key: "..." if key == "taskToken" and value else value for key, value in message.items()}
