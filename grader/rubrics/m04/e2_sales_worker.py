"""M04 E2, the sales worker: a batch in which some messages are broken and some come twice.

Judged by the offers that it makes, by what it answers, and by what is left in the queue. Decided:

* How it remembers is its own business: any row in the table that a later batch finds.
* Recording before the offer is as right as after it, if an offer that failed is made when its message comes again.
* `{"batchItemFailures": None}` and no answer at all mean success to Lambda, so they are right where nothing failed.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import (
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    hidden,
)
from grader.rubrics.insurer import counted
from grader.rubrics.tables import new_table

from .batches import NOT_JSON, QUEUE, Message, details, good, nameless, twin
from .sales import Batch, Sales

TABLE = "sales-activity"


def variant(rng: random.Random) -> dict[str, Any]:
    """The first payment that sales is told of."""
    return {"first_payment": f"PAY-{rng.randint(1000, 999_999):06}"}


def first_batch(bench: Bench) -> list[Message]:
    """Ten messages: six payments, two of them twice, and two messages that are broken."""
    rng = random.Random(f"{bench.variant}")
    taken = bench.variant["first_payment"]
    told = [{**details(rng, 0), "paymentId": taken}, *(details(rng, number) for number in range(2, 7))]
    messages = [good(f"m-{number}", payment) for number, payment in enumerate(told, start=1)]
    broken = [Message("m-7", NOT_JSON), nameless("m-8", details(rng, 7))]
    return [*messages[:2], broken[0], *messages[2:], twin("m-9", messages[1]), broken[1], twin("m-10", messages[4])]  # fmt: skip


@hidden
def more_broken(bench: Bench, rng: random.Random) -> list[Message]:  # noqa: ARG001  (a hidden function's signature)
    """Texts that are JSON and no payment: a list, a number, null, and what ends too early."""
    number = rng.randint(10, 99)
    bodies = [f"[{number}]", str(number), "null", '{"paymentId": "PAY-' + str(number), ""]
    return [Message(f"h-{each}", body) for each, body in enumerate(rng.sample(bodies, 4))]


@hidden
def late_twins(bench: Bench, rng: random.Random) -> list[Message]:
    """Two payments of the first batch that their sender tells of once more, long after."""
    known = [each for each in first_batch(bench) if each.payment]
    return [twin(f"t-{rng.randint(100, 999)}-{each}", known[each]) for each in rng.sample(range(6), 2)]


def batches(bench: Bench) -> list[Batch]:
    """Hand the worker its batches in one account, and note what becomes of each."""
    rng = random.Random(f"later {bench.variant}")
    with bench.account() as account:
        sales = Sales(bench, account, new_table(account, TABLE, "paymentId"))
        mixed = first_batch(bench)
        unlucky = [good(f"u-{each}", details(rng, 100 + each)) for each in range(3)]
        hopeless = [Message("b-1", NOT_JSON), nameless("b-2", details(rng, 200)), *more_broken(bench)]
        return [
            sales.worked("a batch of ten", mixed, real=True),
            sales.worked("the same ten messages once more", mixed),
            sales.worked("a batch in which one offer fails", unlucky, refused=unlucky[1].payment),
            sales.worked("the message of that offer once more", unlucky[1:2]),
            sales.worked("an empty batch", []),
            sales.worked("a batch of broken messages alone", hopeless),
            *(sales.worked("payments told of once more", twins) for twins in [late_twins(bench)] if twins),
        ]


def _batches(bench: Bench) -> list[Batch]:
    bench.answer("worker")  # where it does not run at all, one finding says so
    return bench.once(batches)


def one_offer_each(bench: Bench) -> Iterator[Finding]:
    """Each payment of a batch leads to its offer, also beside broken ones, and after an offer that failed."""
    mixed, _, unlucky, again, *_ = _batches(bench)
    for batch in (mixed, unlucky, again):
        bench.count()
        if batch.error:
            yield batch.error.finding(batch.name, given=batch.given)
            continue
        wanted = {each.payment for each in batch.messages if each.payment} - set(batch.refused)
        if set(batch.offered) != wanted:
            yield Finding(
                f"offers, {batch.name}", batch.given, sorted(set(map(str, batch.offered))), sorted(wanted)
            )


def nothing_twice(bench: Bench) -> Iterator[Finding]:
    """No payment leads to a second offer, whichever message tells of it."""
    made: set[str] = set()
    for batch in _batches(bench):
        bench.count()
        if batch.error:
            yield batch.error.finding(batch.name, given=batch.given)
            continue
        again = [
            payment for at, payment in enumerate(batch.offered) if payment in made | set(batch.offered[:at])
        ]
        if again:
            yield Finding(f"second offers, {batch.name}", batch.given, sorted(set(map(str, again))), [])
        made |= set(batch.offered)
    if not made:
        yield Finding("offers", None, "no offer was made at all", "one for each payment")


def names_failures(bench: Bench) -> Iterator[Finding]:
    """The answer names the messages that failed and no others; the worker deletes none of them."""
    for batch in _batches(bench):
        if not batch.failed:
            continue
        bench.count()
        where, expected = f"what worker returns, {batch.name}", _answer(batch.failed)
        if batch.error:
            yield batch.error.finding(where, given=batch.given)
        elif batch.named is None or sorted(map(str, batch.named)) != sorted(batch.failed):
            yield Finding(where, batch.given, batch.returned, expected)
    mixed = _batches(bench)[0]
    gone = [each for each in mixed.broken if each not in mixed.left]
    if gone:
        got = f"{counted(len(gone), 'broken message')} deleted by the worker: {', '.join(gone)}"
        yield Finding(f"queue {QUEUE}, {mixed.name}", mixed.given, got, "what failed stays in the queue")


def ends_of_the_scale(bench: Bench) -> Iterator[Finding]:
    """A batch of nothing names nothing, a batch of broken messages names them all."""
    for batch in _batches(bench)[4:6]:
        bench.count()
        where = f"what worker returns, {batch.name}"
        if batch.error:
            yield batch.error.finding(where, given=batch.given)
        elif batch.named is None or sorted(map(str, batch.named)) != sorted(batch.failed):
            yield Finding(where, batch.given, batch.returned, _answer(batch.failed))


def _answer(failed: list[str]) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}


def _deletes_first(bench: Bench) -> bool:
    return _batches(bench)[0].deleted_first


def _hides_failures(bench: Bench) -> bool:
    """Whether broken messages are passed over as if they had been processed."""
    mixed, *_ = _batches(bench)
    return mixed.error is None and mixed.named == [] and bool(mixed.offered)


def _one_fails_all(bench: Bench) -> bool:
    """Whether a broken message makes a batch fail as a whole, where one without such a message is fine."""
    mixed, _, _, again, *_ = _batches(bench)
    whole = mixed.named is not None and set(map(str, mixed.named)) == {each.id for each in mixed.messages}
    return again.error is None and (mixed.error is not None or whole)


def _remembers_messages(bench: Bench) -> bool:
    """Whether a message that comes again is known, and a payment in another message is not."""
    mixed, same_again, *_ = _batches(bench)
    twice = {each for each in mixed.offered if mixed.offered.count(each) > 1}
    return bool(twice) and mixed.error is None and same_again.error is None and not same_again.offered


EXERCISE = Exercise(
    id="m04.e2",
    title="The sales worker",
    lesson="D3",
    deliver=("worker",),
    variant=variant,
    parts=(
        Part("Each payment leads to its offer, whatever else is in the batch", 3, "F", one_offer_each),
        Part("No payment leads to a second offer", 3, "F", nothing_twice, "D4"),
        Part("What failed is named, nothing else is, and it stays in the queue", 2, "S", names_failures),
        Part("An empty batch and a batch of broken messages end well, too", 2, "B", ends_of_the_scale),
    ),
    misconceptions=(
        Misconception(
            "K04.1",
            "deletes before processing",
            _deletes_first,
            "If you crash on the next line, where is the message?",
            about="deleting messages",
        ),
        Misconception(
            "K04.3",
            "one bad message fails the batch",
            _one_fails_all,
            "Eight payments were fine and are done again. How can the worker name only the bad ones?",
            about="a batch with broken messages",
        ),
        Misconception(
            "K04.2",
            "swallows the exception",
            _hides_failures,
            "The queue thinks that the broken messages are finished. Is that what you wanted?",
            about="what the worker returns",
        ),
        Misconception(
            "K04.8",
            "idempotency by message id",
            _remembers_messages,
            "The sender retried, so the message is new but the payment is not. What do both tries have in common?",
            about="payments that come twice",
        ),
    ),
    hints=(
        (
            "Take one message at a time in your mind: the good one, the one that cannot be read, the one that you have seen "
            "before in another envelope. What must be true of each when the worker has returned?"
        ),
        (
            "A batch has one answer for all of its messages: those it names come back, the others are deleted. So catch what "
            "goes wrong around each message, not around the loop. To know a payment again you need a memory that outlives the "
            "worker: the table, by the payment's id. See lesson steps D3 and D4."
        ),
        (
            'The answer is {"batchItemFailures": [{"itemIdentifier": <messageId>}, ...]}. `table.get_item(Key={...})` has '
            '"Item" only if the row is there; `table.put_item(Item={...})` makes one. '
            "What counts is that a failed offer leaves no row behind."
        ),
        (
            "A neighbour: trips of telematics devices are counted, each once.\n"
            "```python\n"
            "failures = []\n"
            'for record in event["Records"]:\n'
            "    try:\n"
            '        trip = json.loads(record["body"])["tripId"]\n'
            '        if "Item" not in trips.get_item(Key={"tripId": trip}):\n'
            "            count(trip)\n"
            '            trips.put_item(Item={"tripId": trip})\n'
            "    except Exception:\n"
            '        failures.append({"itemIdentifier": record["messageId"]})\n'
            'return {"batchItemFailures": failures}\n'
            "```"
        ),
    ),
)
