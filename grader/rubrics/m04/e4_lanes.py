"""M04 E4, in order but not in single file: the group and the de-duplication id of messages for a FIFO queue.

Judged by four workers at a real queue of the lab. Decided:

* Any group that keeps a policy's payments together and different policies apart is right.
* A group finer than a policy lets two workers have payments of one policy at a time: that is out of order, even where
  both happen to end in the right one.
* The queue does not derive de-duplication ids from the content; a client's retry differs from its first try anyway.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import hold
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.rubrics.insurer import CHANNELS, counted

QUEUE = "payments-q.fifo"
NAMES = ("MessageBody", "MessageGroupId", "MessageDeduplicationId")
POLICIES, PERIODS, RETRIES, WORKERS = 8, 5, 6, 4
BATCH = 10
# Four workers need 10 rounds at best; lanes that are a policy each need a few more, a single file needs 40.
MOST_ROUNDS = 14


@dataclass
class Day:
    """A day at the queue: what was sent, and what the workers got in each round (a second of work each)."""

    requests: list[dict[str, Any]]
    retries: set[int]
    entries: list[Any]
    rounds: list[list[str]] = field(default_factory=list)

    @property
    def handled(self) -> list[str]:
        """The idempotency keys of what the workers got, in order."""
        return [key for taken in self.rounds for key in taken]

    @property
    def sent(self) -> list[str]:
        """The idempotency keys of the payments, in the order in which they were first sent."""
        return [each["idempotencyKey"] for at, each in enumerate(self.requests) if at not in self.retries]


def variant(rng: random.Random) -> dict[str, Any]:
    """The first policy whose payment is sent."""
    return {"first_policy": f"POL-{rng.randint(1000, 9999)}"}


def sent(bench: Bench) -> tuple[list[dict[str, Any]], set[int]]:
    """Return the payment requests in the order in which clients send them, and which of them are retries."""
    rng = random.Random(f"{bench.variant}")
    taken = bench.variant["first_policy"]
    others = rng.sample(
        [f"POL-{number}" for number in range(1000, 9999) if f"POL-{number}" != taken], POLICIES - 1
    )
    policies = [taken, *others]
    requests = [
        _request(rng, policy, month)
        for month in range(1, PERIODS + 1)
        for policy in rng.sample(policies, POLICIES)
    ]
    requests.sort(key=lambda each: each["policyId"] != taken or each["period"] != "2025-01")
    for at in sorted(rng.sample(range(len(requests)), RETRIES), reverse=True):
        # A client that got no answer tries again a few messages later.
        later = min(at + rng.randint(1, 5), len(requests))
        requests.insert(later, {**requests[at], "sentAt": _moment(rng), "attempt": 2})
    return requests, {at for at, each in enumerate(requests) if each["attempt"] == 2}


@hidden
def equal_payments(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """Two customers who pay the same at the same moment, by the same channel; and one who pays twice the same amount."""
    first = _request(rng, f"PLN-{rng.randint(100, 999)}", 1)
    policy = f"PLN-{rng.randint(1000, 9999)}"
    second = {**first, "policyId": policy, "idempotencyKey": f"{policy}-2025-01"}
    third = {**first, "period": "2025-02", "idempotencyKey": f"{first['policyId']}-2025-02"}
    return [first, second, third]


def _request(rng: random.Random, policy: str, month: int) -> dict[str, Any]:
    period = f"2025-{month:02}"
    return {
        "policyId": policy,
        "customerId": f"C-{policy[4:]}",
        "amount": rng.randint(500, 90_000) / 100,
        "currency": "EUR",
        "period": period,
        "channel": rng.choice(CHANNELS),
        "idempotencyKey": f"{policy}-{period}",
        "sentAt": _moment(rng),
        "attempt": 1,
    }


def _moment(rng: random.Random) -> str:
    return f"2025-03-01T08:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}Z"


def day(bench: Bench) -> Day:
    """Let the answer make the entries, send them all, and let four workers work the queue off."""
    requests, retries = sent(bench)
    requests = [*requests, *equal_payments(bench)]
    with bench.account() as account:
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName=QUEUE, Attributes={"FifoQueue": "true"})["QueueUrl"]
        entries = [bench.answer("entry")(each) for each in requests]
        _must_be_entries(bench, requests, entries)
        found = Day(requests, retries, entries)
        for first in range(0, len(entries), BATCH):
            batch = [
                {**entry, "Id": str(at)} for at, entry in enumerate(entries[first : first + BATCH], first)
            ]
            sqs.send_message_batch(QueueUrl=url, Entries=batch)
        # Whatever a body says, it is that of the request that it was made for.
        keys = {
            str(entry["MessageBody"]): each["idempotencyKey"]
            for entry, each in zip(entries, requests, strict=True)
        }
        while taken := [held for _ in range(WORKERS) for held in hold(account, QUEUE, hidden_for=30)]:
            found.rounds.append([keys[held.body] for held in taken])
            account.clock.advance(1)
            for held in taken:
                held.delete()
    return found


def _must_be_entries(bench: Bench, requests: list[dict[str, Any]], entries: list[Any]) -> None:
    """Raise `AnswerError` for what is no set of parameters, since no message can be sent with it."""
    for request, entry in zip(requests, entries, strict=True):
        if not isinstance(entry, dict) or set(entry) != set(NAMES):
            got = entry if not isinstance(entry, dict) else {"keys": sorted(entry)}
            raise bench.answers["entry"].refused(got, f"a dictionary with {', '.join(NAMES)}", given=request)


def _day(bench: Bench) -> Day:
    bench.answer("entry")  # where it does not run at all, one finding says so
    return bench.once(day)


def all_arrive(bench: Bench) -> Iterator[Finding]:
    """Each payment is handed to a worker, with its request as JSON."""
    found = _day(bench)
    for request, entry in zip(found.requests, found.entries, strict=True):
        bench.count()
        told = _read(entry["MessageBody"])
        if not same(told, request):
            yield Finding("MessageBody", request, told, request)
    missing = [key for key in found.sent if key not in found.handled]
    if missing:
        got = f"{counted(len(missing), 'payment')} never handed to a worker: {', '.join(missing)}"
        yield Finding("payments at the workers", f"{len(found.sent)} payments sent", got, "every payment")


def retries_dropped(bench: Bench) -> Iterator[Finding]:
    """A payment that its client sent twice is handed to a worker once."""
    found = _day(bench)
    for at in sorted(found.retries):
        bench.count()
        key = found.requests[at]["idempotencyKey"]
        times = found.handled.count(key)
        if times != 1:
            where = f"payment {key}, sent twice by its client"
            yield Finding(where, found.requests[at], f"handed to workers {counted(times, 'time')}", "once")


def in_order(bench: Bench) -> Iterator[Finding]:
    """Payments of one policy are handed out one after the other, in the order in which they were sent."""
    found = _day(bench)
    policies = {each["idempotencyKey"]: each["policyId"] for each in found.requests}
    for policy in dict.fromkeys(policies.values()):
        bench.count()
        sent_order = [key for key in found.sent if policies[key] == policy]
        got = [key for key in dict.fromkeys(found.handled) if policies.get(key) == policy]
        if got != [key for key in sent_order if key in got]:
            yield Finding(f"payments of {policy}", sent_order, got, sent_order)
        together = next((each for each in found.rounds if _of(policy, each, policies) > 1), None)
        if together:
            at_once = [key for key in together if policies.get(key) == policy]
            yield Finding(
                f"payments of {policy}", sent_order, {"at the same time": at_once}, "one after the other"
            )


def in_parallel(bench: Bench) -> Iterator[Finding]:
    """Four workers are done in a fraction of the time that one would take."""
    found = _day(bench)
    bench.count()
    handled = len(set(found.handled) & set(found.sent))
    if len(found.rounds) > MOST_ROUNDS or handled < len(found.sent):
        given = f"{len(found.sent)} payments of {POLICIES} policies and more, a second of work each, {WORKERS} workers"
        expected = f"at most {MOST_ROUNDS} seconds: different policies need not wait for each other"
        yield Finding(
            "until all are handled", given, f"{len(found.rounds)} seconds, for {handled} of them", expected
        )


def _of(policy: str, keys: list[str], policies: dict[str, str]) -> int:
    return sum(policies.get(key) == policy for key in keys)


def _read(text: Any) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return f"no text in JSON: {text}"


def _one_group(bench: Bench) -> bool:
    return len({str(entry["MessageGroupId"]) for entry in _day(bench).entries}) == 1


def _random_ids(bench: Bench) -> bool:
    """Whether the very same request gets another de-duplication id each time."""
    found = _day(bench)
    first, again = found.entries[0], bench.answer("entry")(found.requests[0])
    if not isinstance(again, dict) or set(again) != set(NAMES):
        return False
    return [name for name in NAMES if not same(again[name], first[name])] == ["MessageDeduplicationId"]


EXERCISE = Exercise(
    id="m04.e4",
    title="In order, but not in single file",
    lesson="D6",
    deliver=("entry",),
    variant=variant,
    parts=(
        Part("Every payment reaches a worker", 2, "B", all_arrive),
        Part("A client's second try is dropped", 3, "B", retries_dropped),
        Part("Payments of one policy stay in order", 3, "B", in_order),
        Part("Different policies do not wait for each other", 2, "T", in_parallel),
    ),
    misconceptions=(
        Misconception(
            "K04.7",
            "random de-duplication id",
            _random_ids,
            "The retry looks new to the queue. What is the same on both tries?",
            about="MessageDeduplicationId",
        ),
        Misconception(
            "K04.6",
            "one constant message group",
            _one_group,
            "You asked for one line at one counter. What needs order among itself?",
            about="MessageGroupId",
        ),
    ),
    hints=(
        (
            "Two questions, one for each of the two fields. Which payments would be wrong if they changed places? And by what "
            "would you yourself recognise that a request is the same one, sent again?"
        ),
        (
            "A group is a lane: order is kept inside of it, and lanes move independently of each other. A de-duplication id is "
            "what the queue compares for five minutes; whatever carries an id that it has seen is taken and dropped. "
            "See lesson step D6."
        ),
        (
            'Return {"MessageBody": <JSON text>, "MessageGroupId": <text>, "MessageDeduplicationId": <text>}, both texts taken '
            "from fields of the request. Look at which of its fields differ between a first and a second try."
        ),
        (
            "A neighbour: telematics devices report positions, which must stay in order for each device; a device that got no "
            "answer reports the same position again, with the same counter.\n"
            "```python\n"
            'return {"MessageBody": json.dumps(report), "MessageGroupId": report["deviceId"], '
            '"MessageDeduplicationId": report["deviceId"] + "-" + str(report["counter"])}\n'
            "```"
        ),
    ),
)
