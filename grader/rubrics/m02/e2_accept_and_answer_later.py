"""M02 E2, accept and answer later: a receipt at once, the work afterwards, and a place where one can ask how it stands.

Judged by virtual time, by what `status` says at each moment, and by what the services were asked to do. Decided:

* How the request id is made and what lies in table and queue is the answer's own business.
* A receipt may only be given when the work is sure to be done: with the queue out of order, `accept` must raise.
* More lies in the queue than one receive can hand over: whoever receives once has not emptied it.
* A service that fails ends the request as FAILED; trying again is not asked for here (module 4, module 9).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import SERVICES, counted

from .desk import Accepted, Desk
from .services import latencies, request

QUICK = 0.05
# With the others these are more than the ten messages that one receive hands over at most.
CROWD = 8


@dataclass
class Day:
    """What was accepted, what `status` said before and after the work, and how often each service was called.

    `at_first` are the idempotency keys that the first call of `work` has seen to.
    """

    good: list[Accepted]
    bad: dict[str, Accepted]
    twice: tuple[Accepted, Accepted]
    unsent: Accepted
    retried: Accepted
    unstored: Accepted
    crowd: list[Accepted]
    at_first: frozenset[str] = frozenset()
    left: int = 0
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    called: dict[str, list[str]] = field(default_factory=dict)
    trouble: AnswerError | None = None


def variant(rng: random.Random) -> dict[str, Any]:
    """How long each service takes, in seconds."""
    return {"seconds": latencies(rng)}


@hidden
def late_repeats(bench: Bench, rng: random.Random) -> list[int]:  # noqa: ARG001  (a hidden function's signature)
    """Of which accepted payments the client asks once more when all the work is done."""
    return [rng.randint(0, 1)]


def day(bench: Bench) -> Day:
    """Accept payments, look how they stand, do the work, and look again."""
    rng = random.Random(f"{bench.variant}")
    with bench.account() as account:
        desk = Desk(bench, account, bench.variant["seconds"])
        good = [desk.accept(request(rng, at)) for at in range(2)]
        bad = {service: desk.accept(request(rng, 2 + at)) for at, service in enumerate(SERVICES[:2])}
        same_again = request(rng, 5)
        twice = (desk.accept(same_again), desk.accept(same_again))
        lost = request(rng, 6)
        with account.faults.fail("sqs", error="AccessDenied", status=403):
            unsent = desk.accept(lost)
        retried = desk.accept(lost)
        with account.faults.fail("dynamodb", error="AccessDeniedException"):
            unstored = desk.accept(request(rng, 7))
        crowd = [desk.accept(request(rng, 8 + at)) for at in range(CROWD)]
        found = Day(good, bad, twice, unsent, retried, unstored, crowd)
        # A receipt that was given although the table refused is one like any other: the work has to be done.
        all_accepted = [*good, *bad.values(), twice[0], retried, *([] if unstored.error else [unstored])]
        found.before = {each.payment["idempotencyKey"]: desk.status(each) for each in all_accepted}
        desk.failing = {bad[service].payment["idempotencyKey"]: service for service in bad}
        account.clock.advance(60)  # whatever was received and not deleted meanwhile shows again
        found.trouble = desk.work()
        found.at_first = frozenset(desk.called)
        for at in late_repeats(bench):
            desk.accept(good[at].payment)
            found.trouble = found.trouble or desk.work()
        found.after = {each.payment["idempotencyKey"]: desk.status(each) for each in all_accepted}
        found.called = desk.called
        found.left = desk.left()
    return found


def _day(bench: Bench) -> Day:
    bench.answer("accept")  # where it does not run at all, one finding says so
    return bench.once(day)


def receipt_at_once(bench: Bench) -> Iterator[Finding]:
    """The receipt comes within 50 milliseconds, with an id, and no service was asked for it."""
    for row, each in enumerate([*_day(bench).good, *_day(bench).bad.values()], start=1):
        bench.count()
        shape = {"statusCode": 202, "requestId": "..."}
        if each.error:
            yield each.error.finding(given=each.payment, row=row)
        elif each.took > QUICK:
            got = {"seconds": each.took, "services called": each.called}
            yield Finding("until accept returns", each.payment, got, f"at most {QUICK} s", row)
        elif not each.id or each.returned.get("statusCode") != shape["statusCode"]:
            yield Finding("what accept returns", each.payment, each.returned, shape, row)


def tells_how_it_stands(bench: Bench) -> Iterator[Finding]:
    """Accepted before the work, done after it, and failed with a reason where a service failed."""
    found = _day(bench)
    if found.trouble:
        yield found.trouble.finding("work")
    for each in found.good:
        key = each.payment["idempotencyKey"]
        yield from _stands(bench, each, "before the work", found.before[key], "ACCEPTED")
        yield from _stands(bench, each, "after the work", found.after[key], "DONE")
        asked = list(dict.fromkeys(found.called.get(key, [])))
        if asked != list(SERVICES):
            yield Finding("services that work called", each.payment, asked, list(SERVICES))
    for service, each in found.bad.items():
        key = each.payment["idempotencyKey"]
        told, asked = found.after[key], list(dict.fromkeys(found.called.get(key, [])))
        until = list(SERVICES[: SERVICES.index(service) + 1])
        if asked != until:
            yield Finding(f"services that work called, {service} fails", each.payment, asked, until)
        yield from _stands(bench, each, f"after {service} has failed", told, "FAILED")
        reason = told.get("reason") if isinstance(told, dict) else None
        if not (isinstance(reason, str) and service in reason):
            yield Finding(
                f"the reason, after {service} has failed",
                each.payment,
                reason,
                f"a text that names {service}",
            )


def once_for_a_key(bench: Bench) -> Iterator[Finding]:
    """Whoever asks twice with one idempotency key gets one id, and the work is done once; and none is forgotten."""
    found = _day(bench)
    bench.count(2)
    first, second = found.twice
    if first.error or second.error:
        yield (second.error or first.error).finding("accepting a payment twice", given=first.payment)  # type: ignore[union-attr]
    elif not first.id or first.id != second.id:
        yield Finding("requestId, accepted twice", first.payment, [first.id, second.id], "the same id twice")
    for each in [first, *found.good]:
        times = found.called.get(each.payment["idempotencyKey"], []).count("customer")
        if times != 1:
            yield Finding(
                "work for one idempotency key", each.payment, f"done {counted(times, 'time')}", "done once"
            )
    if found.unsent.error is None:
        got = {"no error; it returned": found.unsent.returned}
        yield Finding(
            "accepting while the queue refuses messages", found.unsent.payment, got, "it raises AccessDenied"
        )
    for when, each in (
        ("again, when the queue works again", found.retried),
        ("while the table refused", found.unstored),
    ):
        if each.error is None and "customer" not in found.called.get(each.payment["idempotencyKey"], []):
            where = f"a payment that was accepted {when}"
            yield Finding(where, each.payment, "the work was never done", "the work is done")
    bench.count()
    crowd = [each for each in found.crowd if each.error is None]
    undone = [each for each in crowd if each.payment["idempotencyKey"] not in found.at_first]
    if undone:
        more = f"{counted(len(crowd), 'request')} more than those above"
        unworked = f"{len(undone)} never worked on"
        yield Finding("when work has returned", more, unworked, "the queue is empty, and all work is done")
    if found.left:
        yield Finding("the queue, after the work", None, counted(found.left, "message"), "no message")


def _stands(bench: Bench, each: Accepted, when: str, told: Any, expected: str) -> Iterator[Finding]:
    bench.count()
    if not (isinstance(told, dict) and told.get("status") == expected):
        yield Finding(f"what status says {when}", each.payment, told, {"status": expected})


def _waits_for_the_work(bench: Bench) -> bool:
    return all(each.called and each.error is None for each in _day(bench).good)


def _done_before_the_work(bench: Bench) -> bool:
    found = _day(bench)
    told = [found.before[each.payment["idempotencyKey"]] for each in found.good]
    return all(isinstance(each, dict) and each.get("status") == "DONE" for each in told) and not any(
        each.called for each in found.good
    )


def _receipt_without_work(bench: Bench) -> bool:
    """Whether a receipt is given although the queue has refused the message."""
    return bool(_day(bench).unsent.error is None and _day(bench).unsent.id)


def _new_id_each_time(bench: Bench) -> bool:
    first, second = _day(bench).twice
    return bool(first.id and second.id and first.id != second.id)


EXERCISE = Exercise(
    id="m02.e2",
    title="Accept and answer later",
    lesson="D2",
    deliver=("accept", "work", "status"),
    variant=variant,
    parts=(
        Part("The receipt comes at once, with an id", 3, "T", receipt_at_once),
        Part(
            "status tells how a request stands, before and after the work", 4, "B", tells_how_it_stands, "D6"
        ),
        Part(
            "One idempotency key, one id, one unit of work, and none forgotten", 3, "F", once_for_a_key, "D3"
        ),
    ),
    misconceptions=(
        Misconception(
            "K02.2",
            "does the work before it returns",
            _waits_for_the_work,
            "The caller still waits for the services. What can you hand over instead of waiting?",
            about="the time until the receipt",
        ),
        Misconception(
            "K02.3",
            "202 means done",
            _done_before_the_work,
            "Nothing has been done yet. What do you truly know at this moment?",
            about="the status before the work",
        ),
        Misconception(
            "K02.5",
            "new request id on each retry",
            _new_id_each_time,
            "The customer pressed twice. Is it one payment or two?",
            about="the request id",
        ),
        Misconception(
            "K02.4",
            "receipt before persisting",
            _receipt_without_work,
            "If the process dies here, who remembers the payment?",
            about="a receipt although the queue refused the message",
        ),
    ),
    hints=(
        (
            "A cloakroom: you hand over a coat and get a number. What must be true before you get the number? What can the number "
            "be used for? And what should happen if you come back because you have lost it, with the same coat?"
        ),
        (
            "`accept` writes down that there is something to do, and hands it to the queue; `work` does it and writes down how it "
            "ended; `status` only reads. If the id follows from the idempotency key, whoever asks again gets the same id. "
            "See lesson steps D2, D3 and D6."
        ),
        (
            '`table.put_item(Item={"requestId": ..., "status": ...}, ConditionExpression="attribute_not_exists(requestId)")` raises '
            "`table.meta.client.exceptions.ConditionalCheckFailedException` where the row is there. "
            '`sqs.receive_message(QueueUrl=..., MaxNumberOfMessages=10)` has "Messages" only if there are any. A message may come '
            "twice: `work` looks into the table first."
        ),
        (
            "A neighbour: a report is ordered, and fetched later.\n"
            "```python\n"
            'number = "report-" + order["orderKey"]\n'
            'sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"number": number, "order": order}))\n'
            'return {"statusCode": 202, "number": number}\n'
            "```\n"
            "and the printer, for each message:\n"
            "```python\n"
            'if orders.get_item(Key={"number": number})["Item"]["state"] == "ORDERED": print_it(...)\n'
            "```"
        ),
    ),
)
