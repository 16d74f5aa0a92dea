"""M04 E3, queues with a safety net: how long a message stays hidden, how a reader waits, what becomes of the hopeless one.

Settings are read as they are, the last part is what happens: a message that nobody deletes is received until it moves.
Decided:

* Anything from six times the function's timeout on is right, up to what SQS takes.
* Dead-letter queues may be called as one likes; that each queue has one of its own counts.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import put_in, receive
from course.facts import value
from grader.checks import Bench, Exercise, Finding, Misconception, Part, drained, hidden
from grader.rubrics.insurer import counted, prefix, queue_url

SERVICES = ("sales", "communication")
FACTOR: int = value("lambda.mapping.queue.visibility")
LONGEST_POLL: int = value("sqs.long_poll.max")
LONGEST_KEPT: int = value("sqs.retention.max")
MOST_RECEIVES = 15


@dataclass(frozen=True)
class Queue:
    """One queue as it was made: times in seconds. `dead` is its dead-letter queue's name, `dead_retention` that one's."""

    service: str
    name: str
    visibility: int
    wait: int
    retention: int
    dead: str | None = None
    dead_retention: int = 0


@dataclass(frozen=True)
class System:
    """What one call made: by service its queue, how often a hopeless message came, and what lay in the dead-letter queue."""

    prefix: str
    timeout: int
    returned: Any
    queues: dict[str, Queue] = field(default_factory=dict)
    receives: dict[str, int] = field(default_factory=dict)
    dead: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Any]:
        """What the function was called with."""
        return {"prefix": self.prefix, "function_timeout": self.timeout}


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, how often a message may be received, and a function's timeout in seconds."""
    return {
        "prefix": prefix(rng),
        "max_receive_count": rng.randint(3, 9),
        "function_timeout": rng.choice([20, 25, 35, 40, 45, 50]),
    }


@hidden
def more_calls(bench: Bench, rng: random.Random) -> list[tuple[str, int]]:
    """Two other systems: functions that may take as long as any, and such that take hardly a moment."""
    slow = prefix(rng, bench.variant["prefix"])
    return [(slow, rng.randint(600, 900)), (f"{slow}-quick", rng.randint(1, 4))]


def systems(bench: Bench) -> list[System]:
    """Let the answer make its queues, and see how they behave."""
    asked = [(bench.variant["prefix"], bench.variant["function_timeout"]), *more_calls(bench)]
    made = []
    with bench.account() as account:
        for name, timeout in asked:
            returned = bench.answer("create_queues")(account.client("sqs"), name, timeout)
            made.append(_looked_at(account, System(name, timeout, returned)))
    return made


def _looked_at(account: Any, system: System) -> System:
    """Read the settings of each queue, and receive one message from it until it no longer comes."""
    for service in SERVICES:
        url = _url(account, system, service)
        if url is None:
            continue
        queue = system.queues[service] = _read(account, service, url)
        put_in(account, url, f"hopeless of {service}")
        receives = 0
        while receives < MOST_RECEIVES and receive(account, url, hidden_for=1):
            receives += 1
            account.clock.advance(2)
        system.receives[service] = receives
        system.dead[service] = drained(account, queue.dead) if queue.dead else []
        drained(account, url)
    return system


def _read(account: Any, service: str, url: str) -> Queue:
    found = _attributes(account, url)
    target = json.loads(found.get("RedrivePolicy", "{}")).get("deadLetterTargetArn", "")
    dead = str(target).rpartition(":")[2]
    dead_url = queue_url(account, dead) if dead else None
    return Queue(
        service=service,
        name=url.rsplit("/", 1)[-1],
        visibility=int(found["VisibilityTimeout"]),
        wait=int(found["ReceiveMessageWaitTimeSeconds"]),
        retention=int(found["MessageRetentionPeriod"]),
        dead=dead if dead_url else None,
        dead_retention=int(_attributes(account, dead_url)["MessageRetentionPeriod"]) if dead_url else 0,
    )


def _attributes(account: Any, url: str) -> dict[str, str]:
    found = account.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    attributes: dict[str, str] = found["Attributes"]
    return attributes


def _url(account: Any, system: System, service: str) -> str | None:
    named = system.returned.get(service) if isinstance(system.returned, dict) else None
    return named if isinstance(named, str) and queue_url(account, named.rsplit("/", 1)[-1]) else None


def _systems(bench: Bench) -> list[System]:
    bench.answer("create_queues")  # where it does not run at all, one finding says so
    return bench.once(systems)


def one_each(bench: Bench) -> Iterator[Finding]:
    """Each service has a queue of its own, under its name, and its URL is returned."""
    for system in _systems(bench):
        bench.count()
        names = {service: f"{system.prefix}-{service}-q" for service in SERVICES}
        shape = {service: f"https://.../{name}" for service, name in names.items()}
        if set(system.queues) != set(SERVICES) or set(system.returned) != set(SERVICES):
            yield Finding("what create_queues returns", system.given, system.returned, shape)
            continue
        for service, queue in system.queues.items():
            if queue.name != names[service]:
                yield Finding(f"the queue of {service}", system.given, queue.name, names[service])


def hidden_long_enough(bench: Bench) -> Iterator[Finding]:
    """What is received stays hidden for at least six times what the function may take."""
    for system, queue in _queues(bench):
        bench.count()
        least = FACTOR * system.timeout
        if queue.visibility < least:
            expected = f"{least} or more ({FACTOR} times {system.timeout})"
            yield Finding(f"VisibilityTimeout of {queue.name}", system.given, queue.visibility, expected)


def waits(bench: Bench) -> Iterator[Finding]:
    """A receive waits as long as it may for a message to come."""
    for system, queue in _queues(bench):
        bench.count()
        if queue.wait != LONGEST_POLL:
            where = f"ReceiveMessageWaitTimeSeconds of {queue.name}"
            yield Finding(where, system.given, queue.wait, LONGEST_POLL)


def kept_longer(bench: Bench) -> Iterator[Finding]:
    """A dead-letter queue keeps messages longer than the queue that they come from."""
    for system, queue in _queues(bench):
        bench.count()
        if queue.dead is None:
            yield Finding(
                f"the dead-letter queue of {queue.name}", system.given, "there is none", "one that exists"
            )
        elif queue.dead_retention <= queue.retention:
            where = f"MessageRetentionPeriod of {queue.dead}"
            yield Finding(
                where,
                system.given,
                queue.dead_retention,
                f"more than {queue.retention}, that of {queue.name}",
            )
        elif queue.dead_retention > LONGEST_KEPT:
            # The lab takes what AWS would refuse.
            where = f"MessageRetentionPeriod of {queue.dead}"
            yield Finding(
                where,
                system.given,
                queue.dead_retention,
                f"at most {LONGEST_KEPT}, the longest that SQS takes",
            )


def gives_up(bench: Bench) -> Iterator[Finding]:
    """A message that nobody deletes comes so many times, and lies in its queue's own dead-letter queue then."""
    wanted = bench.variant["max_receive_count"]
    for system, queue in _queues(bench):
        bench.count()
        receives, dead = system.receives[queue.service], system.dead[queue.service]
        if receives != wanted or dead != [f"hopeless of {queue.service}"]:
            times = counted(receives, "time") if receives < MOST_RECEIVES else "again and again"
            where = f"a message of {queue.service} that nobody deletes"
            got = (
                f"received {times}; in the dead-letter queue of {queue.name}: {counted(len(dead), 'message')}"
            )
            expected = f"received {wanted} times; in its dead-letter queue: 1 message"
            yield Finding(where, system.given, got, expected)
    for system in _systems(bench):
        shared = {queue.dead for queue in system.queues.values()}
        if len(system.queues) == len(SERVICES) and None not in shared and len(shared) == 1:
            yield Finding("dead-letter queues", system.given, sorted(map(str, shared)), "one for each queue")


def _queues(bench: Bench) -> list[tuple[System, Queue]]:
    """Return every queue that is to be there; a system without queues is told by `one_each`."""
    found = [(system, queue) for system in _systems(bench) for queue in system.queues.values()]
    if not found:
        bench.answers["create_queues"].excuse()
        raise bench.answers["create_queues"].refused(
            _systems(bench)[0].returned, "the URLs of two queues, by service"
        )
    return found


def _one_for_both(bench: Bench) -> bool:
    return all(
        len(system.queues) == len(SERVICES) and len({queue.name for queue in system.queues.values()}) == 1
        for system in _systems(bench)
    )


def _shorter_than_work(bench: Bench) -> bool:
    return any(queue.visibility < system.timeout for system, queue in _queues(bench))


def _kept_no_longer(bench: Bench) -> bool:
    return all(
        queue.dead is not None and queue.dead_retention <= queue.retention for _, queue in _queues(bench)
    )


EXERCISE = Exercise(
    id="m04.e3",
    title="Queues with a safety net",
    lesson="D2",
    deliver=("create_queues",),
    variant=variant,
    parts=(
        Part("Each service has a queue of its own", 2, "X", one_each),
        Part("A received message stays hidden long enough", 2, "X", hidden_long_enough),
        Part("A receive waits for messages as long as it may", 1, "X", waits, "D5"),
        Part("A dead-letter queue keeps messages longer than its queue", 2, "X", kept_longer, "D3"),
        Part("A message nobody can process ends in its dead-letter queue", 3, "B", gives_up, "D3"),
    ),
    misconceptions=(
        Misconception(
            "K04.5",
            "two services read one queue to get every message both",
            _one_for_both,
            "A queue gives each message to one reader. What does the other service see of it? For a copy each see module 5.",
            about="the queues that you return",
        ),
        Misconception(
            "K04.4",
            "visibility shorter than work",
            _shorter_than_work,
            "The message comes back while you are still working on it.",
            about="the visibility timeout",
        ),
        Misconception(
            "K04.9",
            "dead-letter retention not longer",
            _kept_no_longer,
            "A message keeps its age when it moves. How long will you have to look at it?",
            about="the dead-letter queue",
        ),
    ),
    hints=(
        (
            "Follow a message that no worker can process, from the first receive on. For how long is it hidden each time, how "
            "often does it come, where does it go, and for how many days can somebody still look at it there?"
        ),
        (
            "The visibility timeout covers the work with its retries: Lambda's documentation asks for six times the function's "
            "timeout. The redrive policy says after how many receives a message moves, and where. Its age moves with it, so the "
            "queue it moves to has to keep messages longer. See lesson steps D2, D3 and D5."
        ),
        (
            '`sqs.create_queue(QueueName=..., Attributes={...})` takes texts: "VisibilityTimeout", '
            '"ReceiveMessageWaitTimeSeconds", "MessageRetentionPeriod" (seconds each), and "RedrivePolicy", a JSON text with '
            '"deadLetterTargetArn" and "maxReceiveCount". A queue\'s ARN is its attribute "QueueArn".'
        ),
        (
            "A neighbour: scans are read by a function with a timeout of 10 s, given up after 12 receives.\n"
            "```python\n"
            'dead = sqs.create_queue(QueueName="scans-lost", Attributes={"MessageRetentionPeriod": str(14 * 86400)})["QueueUrl"]\n'
            'arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]\n'
            'redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": 12}\n'
            'sqs.create_queue(QueueName="scans-q", Attributes={"VisibilityTimeout": "60", '
            '"ReceiveMessageWaitTimeSeconds": "20", "RedrivePolicy": json.dumps(redrive)})\n'
            "```"
        ),
    ),
)
