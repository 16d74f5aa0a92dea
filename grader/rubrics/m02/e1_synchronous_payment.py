"""M02 E1, the synchronous payment: three services one after the other, and the first failure ends it.

Judged by who was called when, on virtual time, and by what the caller is told. Decided:

* A service fails with whatever exception; what else the answer says of it (a reason, say) is welcome.
* The three must be asked one after the other: sales may rely on what customer has done.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.rubrics.insurer import SERVICES

from .services import Services, latencies, request


@dataclass(frozen=True)
class Paid:
    """One call of `pay_sync`: what was scripted, what it returned or raised, who was called, and how long it took."""

    payment: dict[str, Any]
    seconds: dict[str, float]
    failing: str
    returned: Any
    error: AnswerError | None
    called: list[str]
    told: list[Any]
    took: float

    @property
    def given(self) -> dict[str, Any]:
        """The case for a reader."""
        return {"payment": self.payment, "seconds": self.seconds, "fails": self.failing or "nobody"}

    @property
    def expected_calls(self) -> list[str]:
        """Who should be called, in order."""
        return list(SERVICES[: SERVICES.index(self.failing) + 1] if self.failing else SERVICES)


def variant(rng: random.Random) -> dict[str, Any]:
    """How long each service takes, in seconds."""
    return {"seconds": latencies(rng)}


@hidden
def more_days(bench: Bench, rng: random.Random) -> list[dict[str, float]]:  # noqa: ARG001  (a hidden function's signature)
    """A slow day, and one on which everything is quick."""
    slow = {service: float(rng.randint(20, 60)) for service in SERVICES}
    return [slow, dict.fromkeys(SERVICES, rng.randint(1, 9) / 100)]


def payments(bench: Bench) -> list[Paid]:
    """Let the answer pay: on days when all goes well, and with each service failing in turn."""
    rng = random.Random(f"{bench.variant}")
    days = [bench.variant["seconds"], latencies(rng), *more_days(bench)]
    cases = [(day, "") for day in days] + [
        (days[-1 - at % len(days)], name) for at, name in enumerate(SERVICES)
    ]
    with bench.account() as account:
        return [_paid(bench, account, request(rng, at), *case) for at, case in enumerate(cases)]


def _paid(
    bench: Bench, account: Any, payment: dict[str, Any], seconds: dict[str, float], failing: str
) -> Paid:
    services = Services(account.clock, seconds, frozenset([failing] if failing else []))
    begin = account.clock.elapsed
    returned, error = None, None
    try:
        returned = bench.answer("pay_sync")(payment, services.clients())
    except AnswerError as raised:
        error = raised
    took = round(account.clock.elapsed - begin, 3)
    told = [call.payment for call in services.calls]
    return Paid(payment, seconds, failing, returned, error, services.called, told, took)


def _payments(bench: Bench) -> list[Paid]:
    bench.answer("pay_sync")  # where it does not run at all, one finding says so
    return bench.once(payments)


def asks_all(bench: Bench) -> Iterator[Finding]:
    """On a good day all three are asked, one after the other, in as much time as they take together."""
    for row, paid in enumerate((each for each in _payments(bench) if not each.failing), start=1):
        bench.count()
        expected = round(sum(paid.seconds.values()), 3)
        if paid.error:
            yield paid.error.finding(given=paid.given, row=row)
        elif paid.called != list(SERVICES):
            yield Finding("services called", paid.given, paid.called, list(SERVICES), row)
        elif any(not same(told, paid.payment) for told in paid.told):
            yield Finding("what the services were told", paid.given, paid.told, [paid.payment] * 3, row)
        elif paid.took != expected:
            yield Finding("seconds until pay_sync returns", paid.given, paid.took, expected, row)
        elif not (isinstance(paid.returned, dict) and paid.returned.get("status") == "DONE"):
            yield Finding("what pay_sync returns", paid.given, paid.returned, {"status": "DONE"}, row)


def names_the_failing(bench: Bench) -> Iterator[Finding]:
    """Where a service fails, the answer says so and names it."""
    for row, paid in enumerate((each for each in _payments(bench) if each.failing), start=1):
        bench.count()
        expected = {"status": "FAILED", "service": paid.failing}
        if paid.error:
            yield paid.error.finding(given=paid.given, row=row)
            continue
        found = paid.returned if isinstance(paid.returned, dict) else {}
        if {name: found.get(name) for name in expected} != expected:
            yield Finding("what pay_sync returns", paid.given, paid.returned, expected, row)


def stops(bench: Bench) -> Iterator[Finding]:
    """After a failure nobody else is asked, and nobody is asked twice."""
    for row, paid in enumerate((each for each in _payments(bench) if each.failing), start=1):
        bench.count()
        if paid.called != paid.expected_calls:
            yield Finding("services called", paid.given, paid.called, paid.expected_calls, row)


def _goes_on(bench: Bench) -> bool:
    """Whether all three are asked whatever has failed."""
    failed = [each for each in _payments(bench) if each.failing]
    return all(each.error is None and each.called == list(SERVICES) for each in failed)


EXERCISE = Exercise(
    id="m02.e1",
    title="The synchronous payment",
    lesson="D1",
    deliver=("pay_sync",),
    variant=variant,
    parts=(
        Part("All three are asked in order, and it takes as long as they take together", 3, "T", asks_all),
        Part("Where a service fails, the answer names it", 4, "F", names_the_failing, "D3"),
        Part("After a failure nobody else is asked", 3, "X", stops, "D3"),
    ),
    misconceptions=(
        Misconception(
            "K02.6",
            "continues after a failed call",
            _goes_on,
            "Customer has no record of this payment. Should sales hear about it?",
            about="what happens after a failure",
        ),
    ),
    hints=(
        (
            "You are the payments service and stand at three counters, one after the other. At the second one the clerk shakes "
            "his head. Do you go on to the third? And what do you tell the customer, who waits outside?"
        ),
        (
            "Synchronous means: ask, wait for the answer, then go on. A service that fails raises an exception in your function. "
            "Catch it, so that the caller gets an answer that says which service it was. See lesson steps D1 and D3."
        ),
        (
            '`clients["customer"](payment)` asks one service. A `for` over the three names, with `try` and `except Exception` around '
            "the call, can `return` as soon as one of them has failed."
        ),
        (
            "A neighbour: a trip needs a flight and a hotel, in this order.\n"
            "```python\n"
            'for name in ("flight", "hotel"):\n'
            "    try:\n"
            "        agents[name](trip)\n"
            "    except Exception:\n"
            '        return {"trip": "cancelled", "because_of": name}\n'
            'return {"trip": "booked"}\n'
            "```"
        ),
    ),
)
