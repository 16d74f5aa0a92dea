"""M14 E2, build: the whole system in one `deploy(settings)`, judged at its edges by 25 stories, and by how it is joined.

All stories are told in one account, one after the other, on virtual time; the last part is a second account with other
settings, in which policies are enforced. Decided:

* Which services carry what between the edges is free. What is checked of the inside follows from the trace: the queue from which
  the writer of a row took, who made a call, at which tables somebody was.
* A service is down when its table refuses, because the table is what has a fixed name.
* That a service writes its table behind a queue is judged by each row that it wrote, the retries included.
* Least privilege means here: under enforced policies all goes on, no statement is for every action or resource, and none of the
  three services could do what is another's part, or take away what it has heard. Other permissions that are merely not used are not
  counted: who could say what they are for. Of a part that does not hold without policies nothing is asked there, so that nobody
  pays twice; but a payment has to go through.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden

from . import architecture, deciding_stories, file_stories, front_stories, listening_stories, personal
from .parts import (
    APART,
    AT_ONCE,
    BUFFERS,
    GIVEN_BACK,
    HEARD,
    HOUR_DOWN,
    MONTH,
    NONSENSE,
    ONCE,
    PERSON,
    PERSONAL,
    PRIVILEGE,
    RECORDINGS,
)
from .privileges import least_privilege
from .settings import variant
from .stories import SERVICES, Day, Story, told
from .system import DEPLOY, opened

STORIES = (
    Story(AT_ONCE, front_stories.accepted),
    Story(AT_ONCE, front_stories.at_once),
    Story(AT_ONCE, front_stories.unknown),
    Story(NONSENSE, front_stories.nonsense),
    Story(ONCE, front_stories.again),
    Story(ONCE, front_stories.again_later),
    Story(ONCE, front_stories.started_twice),
    Story(ONCE, front_stories.two),
    Story(HEARD, front_stories.asked_for),
    Story(HEARD, listening_stories.heard),
    Story(HEARD, listening_stories.facts),
    Story(HEARD, listening_stories.declined),
    *(Story(HOUR_DOWN, listening_stories.hour_down(service)) for service in SERVICES),
    Story(GIVEN_BACK, deciding_stories.not_confirmed),
    Story(RECORDINGS, file_stories.recordings),
    Story(MONTH, file_stories.month),
    Story(PERSON, deciding_stories.at_the_limit),
    Story(PERSON, deciding_stories.asked),
    Story(PERSON, deciding_stories.approved),
    Story(PERSON, deciding_stories.refused),
    Story(PERSON, deciding_stories.wait_for_a_person),
    Story(PERSON, deciding_stories.silent),
)


@hidden
def more_nonsense(bench: Bench, rng: random.Random) -> list[tuple[Any, ...]]:  # noqa: ARG001  (a hidden function's signature)
    """Other fields that are missing, empty, or of another kind."""
    texts = rng.sample(
        ("policyId", "customerId", "currency", "period", "channel", "idempotencyKey", "email"), 5
    )
    return [
        (texts[0],),
        (texts[1], ""),
        (texts[2], None),
        (texts[3], rng.randint(1, 9)),
        (texts[4], ["web"]),
        ("amount", None),
    ]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """Another amount, channel and month."""
    return [
        {
            "amount": rng.randint(101, 59_999) / 100,
            "channel": rng.choice(("web", "app", "branch", "phone")),
            "period": f"2026-{rng.randint(1, 12):02}",
        }
    ]


@hidden
def more_recordings(bench: Bench, rng: random.Random) -> list[str]:  # noqa: ARG001  (a hidden function's signature)
    """Another recording, in a folder."""
    return [f"{rng.choice(('hotline', 'claims'))}/{rng.randint(2020, 2026)}+{rng.randint(1, 12)}.mp3"]


def _more(bench: Bench) -> dict[str, list[Any]]:
    return {
        "nonsense": more_nonsense(bench),
        "payments": more_payments(bench),
        "recordings": more_recordings(bench),
    }


def day(bench: Bench) -> Day:
    """Build the system, tell all stories in it, and look at how it is joined."""
    with opened(bench) as system:
        heard = personal.listen(system)
        found = told(Day(system, _more(bench)), STORIES)
        for part, look in _LOOKS.items():
            found.findings[part] = list(look(found))
        found.findings[PERSONAL] = [*personal.told_apart(found, heard()), *personal.leaks(found)]
        found.seen["no queue"] = architecture.without_a_queue(found)
        found.seen["in attributes"] = personal.in_attributes(found)
        return found


def _joined(found: Day) -> Iterator[Finding]:
    # Nobody calls anybody in a system that does nothing.
    if found.findings[BUFFERS] and not any(found.system.rows(table) for table in SERVICES.values()):
        yield Finding(
            "the system", "all stories", "no service wrote a row", "three services that hear of payments"
        )
    yield from architecture.no_direct_call(found)
    yield from architecture.own_tables(found)


_LOOKS: dict[str, Callable[[Day], Iterator[Finding]]] = {BUFFERS: architecture.buffers, APART: _joined}


def _found(part: str) -> Callable[[Bench], list[Finding]]:
    """Make the check of a part of the day."""

    def check(bench: Bench) -> list[Finding]:
        bench.answer(DEPLOY)  # where it does not run at all, one finding says so
        played = bench.once(day)
        bench.count(played.told.get(part, 1))
        return played.findings[part]

    return check


def privileges(bench: Bench) -> list[Finding]:
    """What is found where policies are enforced, of what works where they are not."""
    bench.answer(DEPLOY)
    bench.count()
    found = bench.once(day).findings
    return least_privilege(bench, {part for part in found if not found[part]})


def _saw(name: str, *values: Any) -> Callable[[Bench], bool]:
    """Make the detector of something that a story has seen."""
    return lambda bench: bench.once(day).seen.get(name) in (values or (True,))


EXERCISE = Exercise(
    id="m14.e2",
    title="Build",
    lesson="D2",
    deliver=(DEPLOY,),
    variant=variant,
    worth=30.0,
    parts=(
        Part(AT_ONCE, 3, "BT", _found(AT_ONCE)),
        Part(NONSENSE, 1, "BN", _found(NONSENSE)),
        Part(ONCE, 3, "BX", _found(ONCE)),
        Part(HEARD, 3, "BX", _found(HEARD)),
        Part(HOUR_DOWN, 2, "FX", _found(HOUR_DOWN), "D4"),
        Part(PERSON, 3, "BT", _found(PERSON)),
        Part(GIVEN_BACK, 2, "BX", _found(GIVEN_BACK)),
        Part(RECORDINGS, 1, "BX", _found(RECORDINGS)),
        Part(MONTH, 2, "BX", _found(MONTH)),
        Part(BUFFERS, 3, "S", _found(BUFFERS)),
        Part(APART, 2, "SN", _found(APART)),
        Part(PERSONAL, 2, "XN", _found(PERSONAL)),
        Part(PRIVILEGE, 3, "VN", privileges),
    ),
    misconceptions=(
        Misconception(
            "K14.1",
            "the answer waits for the workflow",
            _saw("waited"),
            "The bank took twenty seconds, and so did the receipt. Which step of yours does the customer wait for, and what does the "
            "receipt promise that needs it?",
            about="the receipt",
        ),
        Misconception(
            "K14.2",
            "the charge is not idempotent",
            _saw("charged twice"),
            "The bank was asked twice, with two keys. By what would it know that it is the same payment?",
            about="the key that the bank is given",
        ),
        Misconception(
            "K14.5",
            "what is not confirmed is not given back",
            _saw("kept the money"),
            "The ledger said no, and the customer's money is still ours. Which state follows when a step after the charge fails?",
            about="the way after the charge",
        ),
        Misconception(
            "K14.4",
            "a task token without a timeout",
            _saw("waits for ever"),
            "Nobody answered, and the payment still waits. What ends a task that waits for a token, when nobody does?",
            about="the manager's silence",
        ),
        Misconception(
            "K14.3",
            "a fan-out without buffers",
            _saw("no queue"),
            "While a service is down, where is the fact that it has not heard yet?",
            about="the way to the three services",
        ),
        Misconception(
            "K14.7",
            "personal data in a message's attributes",
            _saw("in attributes"),
            "Attributes are for filters, and every subscriber gets them. Which filter needs a name?",
            about="the attributes of a message",
        ),
        Misconception(
            "K14.6",
            "the tolerance is applied to batches",
            _saw("fails by batches"),
            "All deviations of the file stood in one place, and there were not too many. Of what is your percentage a part: of lines, or of "
            "batches?",
            about="the tolerance",
        ),
    ),
    hints=(
        (
            "Take one payment on paper, from the request to the three rows. At each arrow ask: who waits, for how long, and what is there "
            "if the right end is down at this moment? Where the answer is that nobody knows, the arrow is not yet right."
        ),
        (
            "Three parts, built apart. The front door keeps the request and starts a workflow under a name made from the key (modules 3, 7 and 12). "
            "The workflow asks a person where it must, charges, confirms, and knows for each failure after the charge the way back (modules 9 "
            "and 10). What it announces goes to a topic or a bus, from there into a queue for each service (modules 4 to 6). Lesson steps D2 and D3 do the same for claims."
        ),
        (
            'A stable id: hashlib.sha256(key.encode()).hexdigest(). Once only: put_item(..., ConditionExpression="attribute_not_exists(paymentId)"), and '
            "start_execution(name=payment_id). To wait: arn:aws:states:::sqs:sendMessage.waitForTaskToken with TimeoutSeconds. A retrier that lasts for more than "
            'an hour: {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "BackoffRate": 2, "MaxDelaySeconds": 300, "MaxAttempts": 20}; before it '
            'one with "MaxAttempts": 0 for what no attempt will change. A queue lasts for VisibilityTimeout x maxReceiveCount.'
        ),
        (
            "A neighbour: a claim is filed, paid out, and told to two services.\n"
            "```python\n"
            'topic = sns.create_topic(Name=f"{settings[\'prefix\']}-claims")["TopicArn"]\n'
            'for service in ("letters", "statistics"):\n'
            "    net = make_queue(f\"{settings['prefix']}-{service}-q-dlq\")\n"
            "    queue = make_queue(f\"{settings['prefix']}-{service}-q\", admits=topic, gives_up_into=net)  # a function of your own\n"
            '    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes={"RawMessageDelivery": "true"})\n'
            '    worker = make_function(settings, f"{settings[\'prefix\']}-{service}", CODE[service], allow(queue, *RECEIVE), allow(tables[service], "dynamodb:PutItem"))\n'
            "    functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=worker)\n"
            "```"
        ),
    ),
)
