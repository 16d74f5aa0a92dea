"""Stories at the front door: a receipt at once, nonsense, and the same payment again."""

from collections.abc import Generator, Iterator
from typing import Any

from grader.checks import Finding
from grader.checks.doors import Asked

from .stories import Day
from .system import System

__all__ = [
    "accepted",
    "again",
    "again_later",
    "asked_for",
    "at_once",
    "came",
    "nonsense",
    "started_twice",
    "two",
    "unknown",
]

SLOW = 20.0  # seconds that the bank takes on a slow day
PLAIN, WAITED = "plain", "waited"


def accepted(day: Day) -> Iterator[Finding]:
    """A payment is answered with a receipt, in time."""
    policy = day.policy()
    payment = yield from _receipt(day, day.system.request(policy), "an ordinary request")
    day.seen[PLAIN] = policy, payment
    day.system.settle()


def at_once(day: Day) -> Iterator[Finding]:
    """So is one for which the bank takes long; until then its status is accepted."""
    system, policy = day.system, day.policy()
    with system.account.faults.delay("lambda", "invocation", target=system.name("bank"), seconds=SLOW):
        begin = system.account.clock.elapsed
        payment = yield from _receipt(day, system.request(policy), "the bank takes 20 seconds")
        day.seen[WAITED] = system.account.clock.elapsed - begin >= SLOW
        if payment and not day.seen[WAITED]:
            yield from _stands(system, payment, "accepted", "while the bank takes its time")
        system.settle()


def asked_for(day: Day) -> Iterator[Finding]:
    """The end of a payment can be asked for."""
    _, payment = day.seen.get(PLAIN, ("", ""))
    if payment:
        yield from _stands(day.system, payment, "paid", "a payment below the limit")


def unknown(day: Day) -> Iterator[Finding]:
    """Nobody was given this id."""
    found = day.system.status("PAY-of-nobody")
    if found != 404:
        yield Finding("GET /payments/PAY-of-nobody", None, found or "200, with an empty status", "404")


def nonsense(day: Day) -> Iterator[Finding]:
    """Malformed requests are refused, and leave nothing behind."""
    system, policy = day.system, day.policy()
    good = system.request(policy)
    for body in [*_malformed(good), *(_spoilt(good, *each) for each in day.more["nonsense"])]:
        before = _traces(system)
        asked = system.pay(body)
        system.settle()
        if asked.status != 400:
            yield Finding("POST /payments", body, came(asked), "400")
        elif (after := _traces(system)) != before:
            yield Finding("what came of a request that was refused", body, after, before)


def _malformed(good: dict[str, Any]) -> list[Any]:
    return [
        "this is no JSON",
        [good],
        *(_spoilt(good, name) for name in ("amount", "policyId", "idempotencyKey", "email")),
        _spoilt(good, "amount", "129.50"),
        _spoilt(good, "amount", 0),
        _spoilt(good, "amount", -5),
        _spoilt(good, "amount", True),
        _spoilt(good, "customerName", ""),
        _spoilt(good, "customerId", 77),
    ]


def _spoilt(good: dict[str, Any], name: str, *value: Any) -> dict[str, Any]:
    """Return a request with another value under this name, or without it."""
    kept = {key: each for key, each in good.items() if key != name}
    return {**kept, name: value[0]} if value else kept


def _traces(system: System) -> dict[str, int]:
    """Return how much there is that a payment leaves behind."""
    return {
        "rows in payment-requests": len(system.rows("payment-requests")),
        "entries in the bank's book": len(system.rows("bank-book")),
        "executions": len(system.runs(system.workflow)),
    }


def again(day: Day) -> Iterator[Finding]:
    """The same request twice in a row is one payment."""
    system, policy = day.system, day.policy()
    first, second = (system.paid(policy) for _ in range(2))
    system.settle()
    yield from _same_payment(first, second)
    yield from _charged(day, policy, 1, "the same request, twice in a row")


def again_later(day: Day) -> Iterator[Finding]:
    """The same request, after the payment's end, is the same payment, and stays paid."""
    system, policy = day.system, day.policy()
    first = system.paid(policy)
    system.settle()
    second = system.paid(policy)
    system.settle()
    yield from _same_payment(first, second)
    yield from _charged(day, policy, 1, "the same request, again after its end")
    if first:
        yield from _stands(system, first, "paid", "a payment whose request came again after its end")


def started_twice(day: Day) -> Iterator[Finding]:
    """A workflow that is started a second time with the same input does not charge a second time."""
    system = day.system
    policy, payment = day.seen.get(PLAIN, ("", ""))
    run = _run_of(system, policy, payment)
    if run is None:
        yield Finding(
            "the workflow", system.workflow, "no execution of it belongs to a payment that was made", "one"
        )
        return
    given = run.execution.input_text
    system.account.client("stepfunctions").start_execution(stateMachineArn=system.workflow, input=given)
    system.settle()
    yield from _charged(
        day, policy, 1, "the payment's workflow was started a second time with the same input"
    )
    yield from _stands(system, payment, "paid", "after that")


def two(day: Day) -> Iterator[Finding]:
    """Two payments of one customer with different keys are two payments."""
    system, policy = day.system, day.policy()
    first, second = (
        system.paid(policy, period=each, idempotencyKey=f"{policy}-{each}") for each in ("2025-01", "2025-02")
    )
    system.settle()
    if first == second:
        yield Finding("the ids of two payments with different keys", policy, [first, second], "different ids")
    yield from _charged(day, policy, 2, "two requests for one policy, with different keys")


def _receipt(day: Day, request: dict[str, Any], given: str) -> Generator[Finding, None, str]:
    """Send a request; find what is wrong with the receipt, and return the payment's id, "" where none came."""
    system = day.system
    begin = system.account.clock.elapsed
    asked = system.pay(request)
    took = round((system.account.clock.elapsed - begin) * 1000)
    payment = _id_in(asked)
    if asked.status != 202 or not payment or asked.document.get("status") != "accepted":
        yield Finding(
            "POST /payments",
            given,
            came(asked),
            '202 {"paymentId": ..., "status": "accepted"}',
        )
    if took > system.settings["answer_ms"]:
        yield Finding(
            "POST /payments",
            given,
            f"answered after {took:,} ms",
            f"at most {system.settings['answer_ms']} ms",
        )
    return payment


def came(asked: Asked) -> str:
    """Return what is told of an answer: status, body, and what the function behind it ended in."""
    said = f"{asked.status} {asked.text[:300]}"
    return f"{said}; {asked.failure}" if asked.failure else said


def _id_in(asked: Asked) -> str:
    document = asked.document
    found = document.get("paymentId") if isinstance(document, dict) else None
    return found if isinstance(found, str) else ""


def _stands(system: System, payment: str, expected: str, given: str) -> Iterator[Finding]:
    found = system.status(payment)
    if found != expected:
        yield Finding("GET /payments/{paymentId}", given, found, expected)


def _same_payment(first: str, second: str) -> Iterator[Finding]:
    if not first or first != second:
        yield Finding(
            "the ids of a payment whose request came twice", None, [first, second], "the same id twice"
        )


def _charged(day: Day, policy: str, times: int, given: str) -> Iterator[Finding]:
    found = day.system.book(policy)
    if found != ["charge"] * times:
        day.seen["charged twice"] = day.seen.get("charged twice", False) or found.count("charge") > times
        yield Finding("the bank's book", given, found, ["charge"] * times)


def _run_of(system: System, policy: str, payment: str) -> Any:
    """Return the execution of a payment: its input names the payment or the policy."""
    runs = system.runs(system.workflow)
    return next(
        (run for run in runs if any(word and word in run.execution.input_text for word in (policy, payment))),
        None,
    )
