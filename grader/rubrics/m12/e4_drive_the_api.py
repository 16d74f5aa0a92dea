"""M12 E4, drive the API: executions are started once, followed, looked into, and stopped.

The four functions get a real client of an open account, which gives up throttled calls after some seconds. Decided:

* How the name of an execution is made of the key is left open, as long as one key has one name.
* What is the same payment is judged by its content: the order of its fields does not count.
* After a start whose answer got lost, the function may raise, or ask again by itself: what counts is what was started,
  and that the next call finds it.
* How long is waited between two tries is left open, as long as there is a wait.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .awaited import STOP, WAIT, stops_all, waits
from .driving import Called
from .driving_mistakes import asks_express_for_its_history, gives_new_names, reads_the_receipt
from .failing import FAILED, Failing, failures
from .starting import CHANGED, REPEATED, START, Bucket, Started, burst, started

# The order decides whose field is called what: the stored answers are written for one of them.
KEYS = (
    "requestKey", "requestToken", "requestOnce", "idempotencyKey", "requestReference", "orderKey",
    "orderToken", "orderOnce", "orderReference", "bookingKey", "bookingToken", "bookingOnce",
    "bookingReference", "paymentKey", "paymentToken", "paymentOnce", "paymentReference", "chargeKey",
    "chargeToken", "chargeOnce", "chargeReference", "transferKey", "transferToken", "transferOnce",
    "transferReference", "clientKey", "clientToken", "clientOnce", "clientReference",
)  # fmt: skip
# Throttled calls a second. The client by itself makes three in a second and a half, and gives up; a loop around it that does not
# wait, either, makes two a second for as long as it takes.
HASTIEST = 1.7


def variant(rng: random.Random) -> dict[str, Any]:
    """The field of a payment that holds its key."""
    return {"key": rng.choice(KEYS)}


@hidden
def more_payments(_: Bench, rng: random.Random) -> list[str]:
    """Other payments in the same situations."""
    return [f"hidden {rng.random()}"]


@hidden
def more_bursts(_: Bench, rng: random.Random) -> list[tuple[int, int, float]]:
    """More payments, another bucket."""
    return [(rng.randint(5, 7), rng.randint(1, 3), rng.choice((0.012, 0.014)))]


def _seeds(bench: Bench) -> list[str]:
    return [f"{bench.variant}", *more_payments(bench)]


def again(bench: Bench) -> list[Started]:
    """Payments that are asked for twice, in each of four situations."""
    return started(bench, _seeds(bench), REPEATED)


def others(bench: Bench) -> list[Started]:
    """Payments under a key that another one has: while the first runs, and after its end."""
    return started(bench, _seeds(bench), CHANGED)


def throttled(bench: Bench) -> list[Bucket]:
    """Starts at a bucket with few tokens."""
    return burst(bench, [(5, 2, 0.015), *more_bursts(bench)])


@hidden
def more_failures(_: Bench, rng: random.Random) -> list[int]:
    """Other states that fail."""
    return [rng.randint(1, 10**9)]


def failed(bench: Bench) -> list[tuple[str, Failing, Called]]:
    """Executions that fail, and which state the learner's function blames."""
    return failures(bench, [f"{bench.variant}", *map(str, more_failures(bench))])


def starts_once(bench: Bench) -> Iterator[Finding]:
    """One payment, one execution, and its ARN for whoever asks."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(again), start=1):
        bench.count()
        if not seen.is_once:
            got = {"executions": [_name(each) for each in seen.arns], "the last call": seen.last.told}
            if seen.inputs and not same(seen.inputs[0], seen.payment):
                got["input of the first"] = seen.inputs[0]
            expected = {
                "executions": "one, with the payment as its input",
                "the last call": "returns the ARN of that one",
            }
            yield Finding(seen.where, seen.payment, got, expected, row)


def reports_changes(bench: Bench) -> Iterator[Finding]:
    """Another payment under the same key starts nothing, and is an error."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(others), start=1):
        bench.count()
        started = [each for each in seen.inputs if same(each, seen.payment)]
        if len(seen.arns) != 1 or not started or not seen.last.error:
            got = {"executions": [_name(each) for each in seen.arns], "the last call": seen.last.told}
            expected = {"executions": "that of the first payment alone", "the last call": "raises"}
            yield Finding(seen.where, seen.payment, got, expected, row)


def gets_through(bench: Bench) -> Iterator[Finding]:
    """All payments get through in the end, without a storm of calls; another error is raised."""
    bench.answer(START)
    for row, seen in enumerate(bench.once(throttled), start=1):
        bench.count()
        where = f"{len(seen.payments)} payments, where few starts a minute are let through"
        raised = next((each for each in seen.calls if each.error), None)
        if raised or not same(_sorted(seen.inputs), _sorted(seen.payments)):
            got = {"executions": len(seen.inputs)} | ({"start_once": raised.told} if raised else {})
            yield Finding(where, None, got, {"executions": f"{len(seen.payments)}, one a payment"}, row)
        elif seen.haste > HASTIEST:
            got = {"throttled calls": "as many as the client makes without any wait"}
            yield Finding(
                where, None, got, {"throttled calls": "fewer: a wait before each try (`time.sleep`)"}, row
            )
        if not seen.refused.error or seen.refusals > 1:
            where = "the start is refused with AccessDeniedException"
            got = {"start_once": seen.refused.told, "calls": seen.refusals}
            yield Finding(where, None, got, {"start_once": "raises that error", "calls": 1}, row)


def names_failed(kinds: tuple[str, ...]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that the state that failed is named, in executions of these kinds."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(FAILED)
        found = [(each, got) for kind, each, got in bench.once(failed) if kind in kinds]
        for row, (each, got) in enumerate(found, start=1):
            bench.count()
            if got.error or not same(got.returned, each.state):
                yield Finding(each.where, each.definition, got.told, each.state, row)

    return check


def _name(arn: str) -> str:
    return arn.rpartition(":")[2]


def _sorted(payments: list[Any]) -> list[str]:
    return sorted(json.dumps(each, sort_keys=True) for each in payments)


EXERCISE = Exercise(
    id="m12.e4",
    title="Drive the API",
    lesson="D4",
    deliver=(START, WAIT, FAILED, STOP),
    variant=variant,
    parts=(
        Part("One payment is one execution, whoever asks again", 2, "BV", starts_once),
        Part("Another payment under the same key is an error, and starts nothing", 1, "B", reports_changes),
        Part(
            "Throttled starts get through in the end; any other error is raised",
            2,
            "F",
            gets_through,
            lesson="D7",
        ),
        Part(
            "`wait_done` returns the output once it is there, and raises where there is none", 1, "BT", waits
        ),
        Part(
            "`failed_step` names the state that failed, in a long history as well",
            2,
            "B",
            names_failed(("task", "caught", "well", "long", "express")),
        ),
        Part("`failed_step` names the state inside a Map", 1, "B", names_failed(("map",))),
        Part("`stop_all` stops whatever runs of one machine, and nothing else", 1, "X", stops_all),
    ),
    misconceptions=(
        Misconception(
            "K12.4",
            "start thought to return the result",
            reads_the_receipt,
            "What did the call promise: a result or a receipt?",
            about="the answer to a start",
        ),
        Misconception(
            "K12.11",
            "new name on each retry",
            lambda bench: gives_new_names(bench.once(again)),
            "How does the service know it is the same payment?",
            about="the execution's name",
        ),
        Misconception(
            "K12.6",
            "history call on an Express execution",
            lambda bench: asks_express_for_its_history(bench.once(failed)),
            "Where does this type write what happened?",
            about="the execution of an Express workflow",
        ),
    ),
    hints=(
        (
            "What does a start answer: what came out, or only which execution it is? What tells the service that two starts are "
            "the same payment? And in the history of a failed execution: which event says why, and which event came before it?"
        ),
        (
            "A name can be used once, for 90 days. Made from the payment's key, it stands for the payment. A taken name is answered "
            "with an error once the execution has ended, or once the text of its input differs, if only in the order of its "
            "fields: then the input that the execution has tells what is the case. Throttled means not now. Lesson steps D4 and D7."
        ),
        (
            '`sfn.exceptions.ExecutionAlreadyExists`; `error.response["Error"]["Code"] == "ThrottlingException"`; '
            '`sfn.describe_execution(executionArn=...)` has `status`, `input` and `output`. `sfn.get_paginator("list_executions")` '
            'and `sfn.get_paginator("get_execution_history")` go through all pages. Each event has an `id` and a `previousEventId`: '
            "from the last one, go back until one has `stateEnteredEventDetails`. The ARN of an Express execution has `:express:` in it."
        ),
        (
            "A neighbour, which finds out when the last Wait state of an execution began:\n"
            "```python\n"
            'pages = sfn.get_paginator("get_execution_history").paginate(executionArn=arn)\n'
            'events = {event["id"]: event for page in pages for event in page["events"]}\n'
            "event = events[max(events)]\n"
            'while event["type"] != "WaitStateEntered":\n'
            '    event = events[event["previousEventId"]]\n'
            'print(event["timestamp"])\n'
            "```"
        ),
    ),
)
