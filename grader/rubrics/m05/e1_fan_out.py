"""M05 E1, fan out: a topic, three queues with dead-letter queues, subscriptions, and policies that admit this topic only.

What counts is what happens: messages are published and counted, a message that nobody deletes is received again and
again until it moves. Policies are read, because the lab does not enforce them. Decided along the way:

* Envelope or raw delivery are equally right; both are unwrapped before comparing.
* `Principal: "*"` with a condition on the topic's ARN is as right as the service principal: nobody else can meet it.
  A service principal without a condition is not: every topic in the world sends with it.
* A queue without a policy earns nothing for "nobody else": on AWS it would let in nobody at all.
* Calling twice with the same prefix is not asked for; several prefixes in one account are.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import put_in, receive
from grader.checks import Bench, Exercise, Finding, Misconception, Part, drained, hidden
from grader.rubrics.insurer import ACCOUNT, SERVICES, counted, facts_in, prefix, queue_url

from .backstage import publish
from .who_may_send import Guarded, anybody_may_send, guarded, lacks_policy, not_admitted, others_admitted

PAYMENTS = ("PAY-000001", "PAY-000002")
MOST_RECEIVES = 15


@dataclass
class System:
    """What `wire` made for one prefix, as plain data; by service where it says so."""

    prefix: str
    returned: Any
    arrived: dict[str, list[Any]] = field(default_factory=dict)
    policies: list[Guarded] = field(default_factory=list)
    receives: dict[str, int] = field(default_factory=dict)
    dead: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def topic_arn(self) -> str:
        """The ARN that the topic must have."""
        return f"arn:aws:sns:us-east-1:{ACCOUNT}:{self.prefix}-payments"

    @property
    def published(self) -> list[str]:
        """What is published to this system's topic."""
        return [f"{payment} of {self.prefix}" for payment in PAYMENTS]

    @property
    def given(self) -> str:
        """What was done, for a reader."""
        return f"{len(PAYMENTS)} messages published to {self.prefix}-payments"

    def url(self, account: Any, service: str) -> str | None:
        """The service's queue: the one returned for it, else the one of its name."""
        urls = self.returned.get("queue_urls") if isinstance(self.returned, dict) else None
        url = urls.get(service) if isinstance(urls, dict) else None
        known = [url] if isinstance(url, str) and queue_url(account, url.rsplit("/", 1)[-1]) else []
        return known[0] if known else queue_url(account, f"{self.prefix}-{service}-q")


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, and after how many receives a message is given up."""
    return {"prefix": prefix(rng), "max_receive_count": rng.randint(2, 9)}


@hidden
def more_prefixes(bench: Bench, rng: random.Random) -> list[str]:
    """A second system, in the same account."""
    return [prefix(rng, bench.variant["prefix"])]


def systems(bench: Bench) -> list[System]:
    """Wire one system or several in one account, and watch what becomes of messages."""
    prefixes = [bench.variant["prefix"], *more_prefixes(bench)]
    with bench.account() as account:
        made = []
        for name in prefixes:
            returned = bench.answer("wire")(account.client("sns"), account.client("sqs"), name)
            made.append(System(name, returned))
        for system in made:
            for message in system.published:
                publish(account, system.topic_arn, message)
        account.settle()
        for system in made:
            for service in SERVICES:
                url = system.url(account, service)
                system.arrived[service] = facts_in(drained(account, url)) if url else []
        for system in made:
            _give_up(account, system)
    return made


def _give_up(account: Any, system: System) -> None:
    """Read the policies; put a message into each queue and receive it until it no longer comes, deleting nothing."""
    for service in SERVICES:
        url = system.url(account, service)
        name = url.rsplit("/", 1)[-1] if url else f"{system.prefix}-{service}-q"
        system.policies.append(guarded(account, name, system.topic_arn))
        receives = 0
        if url:
            put_in(account, url, json.dumps({"poison": service}))
            while receives < MOST_RECEIVES and receive(account, url, hidden_for=1):
                receives += 1
                account.clock.advance(2)
        system.receives[service] = receives
        system.dead[service] = drained(account, f"{system.prefix}-{service}-q-dlq")


def _systems(bench: Bench) -> list[System]:
    bench.answer("wire")  # where it does not run at all, one finding says so
    return bench.once(systems)


def reaches_all(bench: Bench) -> Iterator[Finding]:
    """The answer has its shape, and all that was published is in each queue that it names."""
    for system in _systems(bench):
        bench.count()
        if not _has_shape(system.returned):
            shape = {"topic_arn": "arn:...", "queue_urls": dict.fromkeys(SERVICES, "https://...")}
            yield Finding("what wire returns", {"prefix": system.prefix}, system.returned, shape)
            continue
        if system.returned["topic_arn"] != system.topic_arn:
            yield Finding(
                "topic_arn", {"prefix": system.prefix}, system.returned["topic_arn"], system.topic_arn
            )
        for service in SERVICES:
            if any(message not in system.arrived[service] for message in system.published):
                where = f"the queue returned for {service}"
                yield Finding(where, system.given, system.arrived[service], system.published)


def once_each(bench: Bench) -> Iterator[Finding]:
    """Each queue holds one copy of each message, nothing of another system's, and is called as agreed."""
    for system in _systems(bench):
        bench.count()
        for service in SERVICES:
            name = f"{system.prefix}-{service}-q"
            if sorted(map(str, system.arrived[service])) != system.published:
                yield Finding(name, system.given, system.arrived[service], system.published)
            used = system.policies[SERVICES.index(service)]
            if used.name != name or not used.exists:
                got = used.name if used.exists else "no queue of that name"
                yield Finding(f"name of the queue of {service}", {"prefix": system.prefix}, got, name)


def admits_topic(bench: Bench) -> Iterator[Finding]:
    """SNS may bring to each queue what comes from the topic."""
    for system in _systems(bench):
        bench.count()
        yield from not_admitted(system.policies)


def admits_nobody_else(bench: Bench) -> Iterator[Finding]:
    """Nothing and nobody else may send to a queue."""
    for system in _systems(bench):
        bench.count()
        yield from others_admitted(system.policies)


def gives_up(bench: Bench) -> Iterator[Finding]:
    """A message that is never deleted comes so many times, and is then in the dead-letter queue of its queue."""
    wanted = bench.variant["max_receive_count"]
    for system in _systems(bench):
        bench.count()
        for service in SERVICES:
            name = f"{system.prefix}-{service}-q"
            received, dead = system.receives[service], system.dead[service]
            if received != wanted or dead != [{"poison": service}]:
                times = counted(received, "time") if received < MOST_RECEIVES else "again and again"
                yield Finding(
                    name,
                    "a message that is received and never deleted",
                    f"received {times}; in {name}-dlq: {counted(len(dead), 'message')}",
                    f"received {wanted} times; in {name}-dlq: 1 message",
                )


def _has_shape(returned: Any) -> bool:
    return (
        isinstance(returned, dict)
        and isinstance(returned.get("topic_arn"), str)
        and isinstance(returned.get("queue_urls"), dict)
        and all(isinstance(returned["queue_urls"].get(service), str) for service in SERVICES)
    )


def _one_queue_for_several(bench: Bench) -> bool:
    return any(
        _has_shape(system.returned)
        and len({system.returned["queue_urls"][each] for each in SERVICES}) < len(SERVICES)
        for system in _systems(bench)
    )


def _policies(bench: Bench) -> list[Guarded]:
    return [policy for system in _systems(bench) for policy in system.policies]


EXERCISE = Exercise(
    id="m05.e1",
    title="Fan out",
    lesson="D1",
    deliver=("wire",),
    variant=variant,
    parts=(
        Part("Every publish reaches the three queues that you return", 2, "X", reaches_all),
        Part(
            "Each queue gets one copy, of its own topic only, and all names are as agreed", 2, "X", once_each
        ),
        Part("Each queue's policy admits SNS for this topic", 2, "S", admits_topic),
        Part("Each queue has a policy, and it admits nobody else", 2, "S", admits_nobody_else),
        Part("A message nobody can process ends in its dead-letter queue", 2, "B", gives_up),
    ),
    misconceptions=(
        Misconception(
            "K05.7",
            "one shared queue for three services",
            _one_queue_for_several,
            "Three readers, one queue: who gets the message?",
            about="the queues that you return",
        ),
        Misconception(
            "K05.2",
            "no queue policy",
            lambda bench: lacks_policy(_policies(bench)),
            "On AWS this queue would refuse the topic. Who may send to it?",
            about="the queue's policy",
        ),
        Misconception(
            "K05.3",
            "policy open to everyone",
            lambda bench: anybody_may_send(_policies(bench)),
            "This lets any account fill your queue. Which single sender do you expect?",
            about="the queue's policy",
        ),
    ),
    hints=(
        (
            "Follow one message: who has to know whom, and who has to allow what, before it lies in sales' queue? Count the "
            "things that must exist for one service, then do the same for three."
        ),
        (
            "A topic copies to every subscription, a queue hands each message to one reader: so each service needs a queue of "
            "its own. A queue turns everybody away except its owner until its policy says otherwise. What keeps being received "
            "and never deleted belongs in a dead-letter queue. See lesson steps D1 and D4."
        ),
        (
            "For each service: `create_queue` for the dead-letter queue; `get_queue_attributes` with `QueueArn`; `create_queue` "
            'with the attribute `RedrivePolicy`, a JSON text with "deadLetterTargetArn" and "maxReceiveCount"; '
            '`set_queue_attributes` with `Policy`, a JSON text with "Statement", in which Effect, Principal, Action, Resource '
            "and a Condition on aws:SourceArn stand; `subscribe` with Protocol and Endpoint."
        ),
        (
            "A neighbour: a bucket `scans` reports each upload to the queue `scans-q`. The queue's policy is\n"
            "```json\n"
            '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, '
            '"Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:123456789012:scans-q", '
            '"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::scans"}}}]}\n'
            "```\n"
            "and its redrive policy, so that a scan is tried twelve times,\n"
            "```json\n"
            '{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:scans-q-dlq", "maxReceiveCount": 12}\n'
            "```\n"
            "Who sends, from which source, to which queue: what takes their places in your case?"
        ),
    ),
)
