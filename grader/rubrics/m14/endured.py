"""What must hold after a fault: what was accepted has an end, and the bank, the tables and the front door agree with it."""

from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Finding

from .deeds import SERVICES, Payment
from .ordeal import Endured

__all__ = ["ended", "in_time", "well"]


def well(bench: Bench, endured: Endured) -> Iterator[Finding]:
    """Find what is not well after a fault."""
    for payment in endured.stage.payments:
        bench.count()
        yield from _one_id(endured, payment)
        yield from _meanwhile(endured, payment)
        yield from _end(endured, payment)
    yield from _recordings(bench, endured)
    yield from _set_aside(endured)


def ended(payment: Payment) -> dict[str, Any]:
    """Return how a payment must stand in the end: a state that it may end in, and what belongs to that state."""
    status = payment.stood["status"]
    if status not in payment.ends and len(payment.ends) > 1:
        return {"status": " or ".join(payment.ends)}
    status = status if status in payment.ends else payment.ends[0]
    told = dict.fromkeys(SERVICES, int(status == "paid"))
    if status in ("paid", "refused"):
        return {"status": status, "charges": int(status == "paid"), "refunds": 0, **told}
    # What was charged is given back; that nothing was charged is in order, too.
    charges = min(payment.stood["charges"], 1)
    return {"status": status, "charges": charges, "refunds": charges, **told}


def in_time(bench: Bench, endured: Endured) -> Iterator[Finding]:
    """Find each request that was not accepted, or too late, while something else was struck than the front door."""
    most = endured.stage.system.settings["answer_ms"]
    for payment in endured.stage.payments if endured.fault.in_time else ():
        for asked, seconds in payment.answers:
            bench.count()
            if asked.status != 202 or seconds * 1000 > most:
                got = f"{asked.status} after {seconds * 1000:.0f} ms"
                where = _where(endured, payment, "the front door")
                yield Finding(where, _given(endured, payment), got, f"202 within {most} ms")


def _one_id(endured: Endured, payment: Payment) -> Iterator[Finding]:
    if len(payment.ids) > 1:
        where = _where(endured, payment, "the front door")
        yield Finding(
            where, _given(endured, payment), {"paymentIds": payment.ids}, "the same paymentId each time"
        )


def _meanwhile(endured: Endured, payment: Payment) -> Iterator[Finding]:
    for look in payment.looks:
        got = {name: look.stood[name] for name in look.expected}
        if got != look.expected:
            when = f"{look.seconds / 60:.0f} minutes after its beginning"
            where = _where(endured, payment, f"{when}{_left(payment)}")
            yield Finding(where, _given(endured, payment), got, look.expected)


def _end(endured: Endured, payment: Payment) -> Iterator[Finding]:
    expected = ended(payment)
    wrong = [name for name, value in expected.items() if payment.stood[name] != value]
    if wrong:
        names = list(dict.fromkeys(("status", *wrong)))
        yield Finding(
            _where(endured, payment, f"in the end{_left(payment)}"),
            _given(endured, payment),
            {name: payment.stood[name] for name in names},
            {name: expected[name] for name in names},
        )


def _left(payment: Payment) -> str:
    """Tell where a message about a payment was found in the end, if any was: whoever lost it will look for it."""
    return f" (a message about it lies in {', '.join(payment.left_in)})" if payment.left_in else ""


def _recordings(bench: Bench, endured: Endured) -> Iterator[Finding]:
    for key, texts in endured.stage.recordings.items():
        bench.count()
        wanted = [f"What was said in {key} of {endured.stage.system.name('recordings')}"]
        if texts != wanted:
            where = f"{_fault(endured)}: the transcript of {key}"
            yield Finding(where, endured.fault.wrong, texts, wanted)


def _set_aside(endured: Endured) -> Iterator[Finding]:
    for queue, held in endured.stage.poisoned.left.items():
        got = f"{held} still in the queue, and comes again and again"
        yield Finding(
            f"{_fault(endured)}: {queue}", "a broken message", got, "it is set aside, the queue is empty"
        )


def _where(endured: Endured, payment: Payment, when: str) -> str:
    return f"{_fault(endured)}: {payment.ids[0] if payment.ids else payment.policy}, {when}"


def _fault(endured: Endured) -> str:
    return f"Fault {endured.stage.number}, {endured.fault.name}"


def _given(endured: Endured, payment: Payment) -> dict[str, Any]:
    request = {name: payment.request[name] for name in ("policyId", "amount", "idempotencyKey")}
    return {"goes wrong": endured.fault.wrong, "payment": request}
