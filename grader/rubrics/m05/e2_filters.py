"""M05 E2, let the topic sort: three filter policies, and three consumers freed of filtering.

A policy is judged by what it lets through, in a table of messages; whatever form does that is right. Decided:

* Each row is judged for each subscriber. For sales, rows with an amount far over the limit and all with a wrong channel
  tell about channels, rows with a right channel about amounts: so half a policy earns half of its points.
* A policy that AWS refuses is reported in AWS's words and loses its subscriber's parts only.
* `None`, `{}` and JSON text are accepted for a policy: AWS would take them for what they mean.
* The consumers are judged by bodies of messages, wanted and unwanted, see `consumers`.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from course.cloud.filter_policy import OPERATORS, FilterPolicy, FilterPolicyError, parse
from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import CHANNELS, OUTCOMES, SERVICES, fact

from .consumers import Body, Message, handed_over, misread, reads_bare_payments_only

VISIBLE = 24
# These go through a topic, for the bodies that consumers read: all channels and outcomes, amounts over and under the limit.
SAMPLE = slice(4, 14)
ONLINE = ("web", "app")


def variant(rng: random.Random) -> dict[str, Any]:
    """The amount over which sales wants to hear of a payment."""
    return {"limit": rng.randint(120, 480)}


def messages(bench: Bench) -> list[Message]:
    """The table: amounts around the limit, all channels and outcomes, then payments at random."""
    limit, rng = bench.variant["limit"], random.Random(f"{bench.variant}")
    looks = [(ONLINE[number % 2], amount) for number, amount in enumerate(around(limit))]
    looks += [(channel, limit * 2) for channel in CHANNELS] + [("branch", 8), ("phone", limit - 20)]
    looks += [anything(rng, limit) for _ in range(VISIBLE - len(looks))]
    table = [
        Message(number, fact(rng, number, channel=channel, amount=amount), OUTCOMES[number % len(OUTCOMES)])
        for number, (channel, amount) in enumerate(looks, start=1)
    ]
    return [*table, *more_messages(bench)]


@hidden
def more_messages(bench: Bench, rng: random.Random) -> list[Message]:
    """More payments at random, and the boundary once more, with the other channel."""
    limit = bench.variant["limit"]
    looks = [anything(rng, limit) for _ in range(4)]
    looks += [(ONLINE[1 - number % 2], amount) for number, amount in enumerate(around(limit))]
    return [
        Message(number, fact(rng, number, channel=channel, amount=amount), rng.choice(OUTCOMES))
        for number, (channel, amount) in enumerate(looks, start=VISIBLE + 1)
    ]


def around(limit: int) -> list[float]:
    """Amounts at the limit, beside it and far from it."""
    return [limit, round(limit + 0.01, 2), round(limit - 0.01, 2), limit + 1, limit - 1, 9.99, 1000, 12_000.5]


def anything(rng: random.Random, limit: int) -> tuple[str, float]:
    """A channel and an amount at random."""
    return rng.choice(CHANNELS), round(rng.uniform(5, 2 * limit), 2)


def wanted(bench: Bench, service: str, message: Message) -> bool:
    """Whether the service wants to hear of the payment: the truth table."""
    if service == "customer":
        return True
    if service == "communication":
        return message.outcome == "paid"
    return _right_channel(message) and _over(bench, message)


def hears(service: str, rows: Callable[[Bench, Message], bool]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that a service's policy decides right on those messages that `rows` picks."""

    def check(bench: Bench) -> Iterator[Finding]:
        written = _written(bench).get(service, ...)
        if written is ...:
            yield Finding(
                "policies", None, f"no entry for {service!r}", f"a filter policy, or None, for {service!r}"
            )
            return
        try:
            policy = _read(written)
        except FilterPolicyError as refusal:
            where = f"policies[{service!r}]"
            yield Finding(
                where, {"policy": written}, f"AWS refuses it: {refusal.message}", "AWS accepts the policy"
            )
            return
        for message in bench.once(messages):
            if not rows(bench, message):
                continue
            bench.count()
            decision = policy.decide(message.attributes, json.dumps(message.fact))
            if decision.matched != wanted(bench, service, message):
                got = "delivered" if decision.matched else f"not delivered: {_reason(decision)}"
                expected = "not delivered" if decision.matched else "delivered"
                yield Finding(
                    f"{service}, message {message.number}", message.told, got, expected, message.number
                )

    return check


def processes_everything(bench: Bench) -> Iterator[Finding]:
    """Each consumer makes its row of every body, also of those that its service did not want."""
    with bench.account():  # one for all calls, else each would open its own
        for service in SERVICES:
            consumer = bench.answer(service)
            yield from misread(bench, consumer, bench.once(bodies))


def bodies(bench: Bench) -> list[Body]:
    """Some messages, wanted and unwanted, each with its body."""
    return handed_over(bench, bench.once(messages)[SAMPLE])


def _right_channel(message: Message) -> bool:
    return message.fact["channel"] in ONLINE


def _over(bench: Bench, message: Message) -> bool:
    return bool(message.fact["amount"] > bench.variant["limit"])


def _far_over(bench: Bench, message: Message) -> bool:
    """Whether a limit that is only a little wrong would not matter."""
    return bool(message.fact["amount"] >= 2 * bench.variant["limit"])


def _written(bench: Bench) -> dict[str, Any]:
    value = bench.answer("policies").value
    if not isinstance(value, dict):
        shape = "a dictionary with the keys customer, sales and communication"
        found = f"the text {value}" if isinstance(value, str) else json.dumps(value)
        raise AnswerError("policies", f"it is {found}", shape)
    return value


def _read(written: Any) -> FilterPolicy:
    return parse({} if written is None else written)


def _reason(decision: Any) -> str:
    return str(decision.deciding.reason if decision.deciding else decision.reason)


def _policies(bench: Bench) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each policy that is a dictionary, with its service."""
    for service, written in _written(bench).items():
        if isinstance(written, str):
            try:
                written = json.loads(written)  # noqa: PLW2901
            except ValueError:
                continue
        if isinstance(written, dict):
            yield service, written


def _value_outside_of_a_list(bench: Bench) -> bool:
    return any(
        not isinstance(value, list | dict)
        or (isinstance(value, dict) and bool(value.keys() & OPERATORS.keys()))
        for _, policy in _policies(bench)
        for value in policy.values()
    )


def _mixes_up_and_with_or(bench: Bench) -> bool:
    return any(
        _or_across_fields(bench, policy) for name, policy in _policies(bench) if name == "sales"
    ) or any(_exclusions_that_exclude_nothing(bench, policy) for _, policy in _policies(bench))


def _or_across_fields(bench: Bench, policy: dict[str, Any]) -> bool:
    """Whether sales hears of every payment for which one of its two wishes is true."""
    return all(
        _matches(policy, message) == (_right_channel(message) or _over(bench, message))
        for message in bench.once(messages)
    )


def _exclusions_that_exclude_nothing(bench: Bench, policy: dict[str, Any]) -> bool:
    """Whether a list holds several exclusions, meant to hold together, so that each value passes one of them."""
    for name, conditions in policy.items():
        several = isinstance(conditions, list) and len(conditions) > 1
        if several and all(isinstance(each, dict) and "anything-but" in each for each in conditions):
            alone = {name: conditions}
            return all(_matches(alone, message) for message in bench.once(messages))
    return False


def _matches(policy: dict[str, Any], message: Message) -> bool | None:
    try:
        return bool(parse(policy).decide(message.attributes, "").matched)
    except FilterPolicyError:
        return None


def _reads_the_envelope(bench: Bench) -> bool:
    return any(
        reads_bare_payments_only(bench.answers[service], bench.once(bodies)[0]) for service in SERVICES
    )


EXERCISE = Exercise(
    id="m05.e2",
    title="Let the topic sort",
    lesson="D3",
    deliver=("policies", *SERVICES),
    variant=variant,
    parts=(
        Part("customer hears of every payment", 1, "B", hears("customer", lambda _, __: True)),
        Part(
            "sales hears of the right channels only",
            2,
            "B",
            hears("sales", lambda bench, message: _far_over(bench, message) or not _right_channel(message)),
        ),
        Part(
            "sales hears of amounts over the limit only",
            3,
            "BV",
            hears("sales", lambda _, message: _right_channel(message)),
        ),
        Part("communication hears of what was paid only", 2, "B", hears("communication", lambda _, __: True)),
        Part(
            "The three functions process every body they are handed",
            2,
            "N",
            processes_everything,
            lesson="D2",
        ),
    ),
    misconceptions=(
        Misconception(
            "K05.4",
            "filter value not in a list",
            _value_outside_of_a_list,
            "A filter lists the accepted values, even if there is only one.",
            about="the filter policy",
        ),
        Misconception(
            "K05.6",
            "reads the envelope as if it were the payment",
            _reads_the_envelope,
            "Print what arrived. Is it your JSON, or your JSON inside something?",
            about="the three functions",
        ),
        Misconception(
            "K05.8",
            "and expected across list values, or across fields",
            _mixes_up_and_with_or,
            "Inside a list any value will do; between fields all must hold. Read your policy aloud with these two words.",
            about="the filter policy",
        ),
    ),
    hints=(
        (
            "Take one message on paper: channel phone, amount far over the limit, outcome declined. Who should get it, and which "
            "words of which policy decide that? Then look at the body that a queue hands over: where in it is the payment?"
        ),
        (
            "A filter policy stands at the subscription and looks at the message's attributes. Fields are joined by and, the "
            "conditions inside a field's list by or. Numbers are compared with a condition of their own. Step D3 of the lesson "
            "lets you try policies; step D2 shows the same message in its envelope and raw."
        ),
        (
            'The value of a field is a list. A text in it means "equal to this"; {"numeric": ["<operator>", number]} compares a '
            "number. The body is JSON with the keys Type, MessageId, TopicArn, Message, ...; the value of Message is text "
            "again, so it takes `json.loads` twice."
        ),
        (
            "A neighbour: telematics devices report trips with the attributes `region` (String) and `km` (Number). Roadside "
            "assistance wants trips in the north or the east of less than 5 km:\n"
            "```json\n"
            '{"region": ["north", "east"], "km": [{"numeric": ["<", 5]}]}\n'
            "```\n"
            "A trip in the south of 3 km fails at region; one in the east of 5 km fails at km. And its consumer begins with\n"
            "```python\n"
            'envelope = json.loads(body); trip = json.loads(envelope["Message"])\n'
            "```"
        ),
    ),
)
