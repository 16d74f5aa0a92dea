"""M14 E3, under fire: fifteen faults strike the deployed system one after another, and everything agrees in the end.

Judged at the edges: what the front door answers, what stands in the bank's book and in the services' tables, what lies in the
queues. Decided along the way:

* "Accepted" is a promise. Whoever is not told 202 may ask again, and whoever is need not.
* How a system is patient is its own matter: with retries, queues or a schedule. Where a payment has no end when all is quiet,
  another hour passes before the next fault.
* In the end means after the last fault: a repeated effect that comes late is seen, too.
"""

import random
from collections.abc import Callable, Iterator

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden

from .deeds import SERVICES, Payment
from .endured import in_time, well
from .fifteen import SLOW
from .ordeal import ANSWER, Endured, endure
from .settings import variant


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[tuple[str, float]]:  # noqa: ARG001  (a hidden function's signature)
    """One more in the hour in which one of the services is down: the service, and the second."""
    return [(rng.choice(list(SERVICES)), float(rng.randint(17 * 60, 58 * 60)))]


def ordeal(bench: Bench) -> dict[str, Endured]:
    """Let the answer go through the faults; return what came of it by the fault's code."""
    return endure(bench, dict(more_payments(bench)))


def holds(*codes: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that all is well after each of these faults."""

    def check(bench: Bench) -> Iterator[Finding]:
        for code in codes:
            yield from well(bench, bench.once(ordeal)[code])

    return check


def says_so_in_time(bench: Bench) -> Iterator[Finding]:
    """Each request is accepted in time, whatever fault strikes behind the front door."""
    for endured in bench.once(ordeal).values():
        yield from in_time(bench, endured)


def _payments(bench: Bench, code: str) -> list[Payment]:
    return bench.once(ordeal)[code].stage.payments


def _all_payments(bench: Bench) -> list[Payment]:
    return [payment for each in bench.once(ordeal).values() for payment in each.stage.payments]


def _lost(bench: Bench) -> list[Payment]:
    """Return the payments that are paid, and of which a service that was down has never heard."""
    return [
        payment
        for service in SERVICES
        for payment in _payments(bench, f"{service}-down")
        if payment.stood["status"] == "paid" and not payment.stood[service]
    ]


def _waits_for_the_bank(bench: Bench) -> bool:
    """Whether the front door answers only when a slow bank has."""
    waits = [seconds for payment in _payments(bench, "bank-slow") for _, seconds in payment.answers]
    return min(waits) >= SLOW


def _has_no_buffer(bench: Bench) -> bool:
    """Whether nothing is left anywhere of what a service missed."""
    return any(not payment.left_in for payment in _lost(bench))


def _gives_up_early(bench: Bench) -> bool:
    """Whether what a service missed was set aside before it was back."""
    return any(payment.left_in for payment in _lost(bench))


def _charges_twice(bench: Bench) -> bool:
    return any(payment.stood["charges"] > 1 for payment in _all_payments(bench))


def _waits_for_ever(bench: Bench) -> bool:
    """Whether a payment of which no manager knows still waits for him."""
    return any(payment.stood["status"] == "waiting" for payment in _payments(bench, "token-lost"))


def _keeps_the_money(bench: Bench) -> bool:
    """Whether the bank has what was charged for a payment that was never confirmed."""
    refused = _payments(bench, "not-confirmed")[0].stood
    return bool(refused["charges"] == 1 and not refused["refunds"])


def _forgets_to_start(bench: Bench) -> bool:
    """Whether a payment that could not be started was accepted when it was asked for again, and nothing came of it."""
    return any(
        len(payment.answers) > 1 and payment.ids and payment.stood["status"] == "accepted"
        for payment in _payments(bench, "throttled")
    )


EXERCISE = Exercise(
    id="m14.e3",
    title="Under fire",
    lesson="D4",
    deliver=(ANSWER,),
    worth=25,
    variant=variant,
    values_of="m14.e2",
    builds_on=("m14.e2",),
    parts=(
        Part(
            "Partners that are down, slow, busy or forgetful delay a payment; it is paid, and charged once",
            5,
            "F",
            holds("partners-down", "bank-slow", "answer-lost", "throttled"),
        ),
        Part(
            "A service that is down hears of each payment in the end, and the others at once",
            5,
            "F",
            holds(*(f"{service}-down" for service in SERVICES)),
        ),
        Part(
            "What comes twice, out of order, or is started twice has its effect once",
            4,
            "F",
            holds("twice", "out-of-order", "started-twice"),
        ),
        Part(
            "Without the manager's yes in time a payment is refused, and never charged",
            3,
            "FT",
            holds("token-lost", "asleep"),
        ),
        Part("What cannot be confirmed is given back, once", 2, "F", holds("not-confirmed")),
        Part("What is broken is set aside, and nothing good with it", 2, "F", holds("poison")),
        Part("A recording waits for its transcriber, and no payment does", 2, "F", holds("transcriber-down")),
        Part("Whatever goes on behind it, the front door says 202 in time", 2, "FT", says_so_in_time),
    ),
    misconceptions=(
        Misconception(
            "K14.1",
            "answer waits for the workflow",
            _waits_for_the_bank,
            "Who stands at the counter while your bank thinks? What would be enough to say yes to?",
            about="the front door",
        ),
        Misconception(
            "K14.31",
            "accepted, and never started",
            _forgets_to_start,
            "The row was there, so the second request was taken for an old one. What had the first one not got round to?",
            about="a request that comes again",
        ),
        Misconception(
            "K14.2",
            "charge not idempotent",
            _charges_twice,
            "The bank charges once for each key. Where is yours made, and how often?",
            about="the bank's book",
        ),
        Misconception(
            "K14.3",
            "fan-out without buffers",
            _has_no_buffer,
            "For an hour nobody listened. Where did the message wait meanwhile?",
            about="a service that was down",
        ),
        Misconception(
            "K14.32",
            "buffer that gives up before the service is back",
            _gives_up_early,
            "The message was kept, and set aside too soon. How many receives, how far apart: how long is that together?",
            about="a service that was down",
        ),
        Misconception(
            "K14.5",
            "refund not compensated",
            _keeps_the_money,
            "The ledger said no. Look into the bank's book: whose money is that now?",
            about="a payment that was not confirmed",
        ),
        Misconception(
            "K14.4",
            "token without timeout",
            _waits_for_ever,
            "Nobody will ever answer this one. What in your workflow knows that?",
            about="the manager's token",
        ),
    ),
    hints=(
        (
            "Take one payment and the first fault of the report that failed. Write down, second by second, who holds the payment: the "
            "front door, the workflow, a queue, nobody? Where nobody does, it is lost; where two do, it is done twice."
        ),
        (
            "Four means answer most of the fifteen: a key that is the same at each attempt, a buffer that waits longer than the "
            "outage, a limit to every wait, and a way back for what was done. What is left is a worker that says which message of "
            "its batch was broken. Lesson step D4."
        ),
        (
            "For an hour, `IntervalSeconds`, `BackoffRate` and `MaxAttempts` have to sum up to more than 3,600 s (`MaxDelaySeconds` "
            "keeps the waits short); so have `maxReceiveCount` times `VisibilityTimeout`. `TimeoutSeconds` belongs to the state with "
            "the token, `Catch` to the one that charges and to those after it, `name` to StartExecution, and "
            '`FunctionResponseTypes=["ReportBatchItemFailures"]` to the event source mapping.'
        ),
        (
            "A neighbour: a printer is out of paper for two hours, and letters wait in a queue that is tried every 300 s.\n\n"
            '`RedrivePolicy: {"maxReceiveCount": 30, ...}` is 2.5 hours: enough. With 10 they would be set aside after 50 minutes, and '
            "printed never. A letter that no printer can read is set aside after 2.5 hours, too; until then the worker reports "
            '`{"batchItemFailures": [{"itemIdentifier": record["messageId"]}]}` and prints the rest of its batch.'
        ),
    ),
)
