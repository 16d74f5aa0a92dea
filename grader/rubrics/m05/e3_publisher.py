"""M05 E3, the publisher: one message a payment, the contract as JSON, typed attributes, and no knowledge of listeners.

Judged by what a queue at the topic receives. Decided:

* Attributes besides the three are no mistake (a later exercise adds the currency); fields besides the payment's are one.
* `amount` is compared as a number: "129.5" and "129.50" are the same.
* The error part wants SNS's own error, because a caller tells "no such topic" from "try again" by its code.
* Naming: `customerId` is a field of the payment, so only `customer-q` counts against customer.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import (
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    drained,
    hidden,
    names_nothing,
    raises_like,
    same,
)
from grader.rubrics.insurer import OUTCOMES, counted, fact

from .backstage import add_listener, make_topic

ARN = "arn:aws:sns:us-east-1:123456789012:{}"
LISTENER = "listener-q"
LISTENERS = ("customer-q", "sales", "communication", "fraud", "queue", "sqs")
TYPES = {"channel": "String", "amount": "Number", "outcome": "String"}


@dataclass(frozen=True)
class Published:
    """One call: the payment and its outcome, what the function returned, and the envelopes that arrived."""

    fact: dict[str, Any]
    outcome: str
    returned: Any
    envelopes: tuple[dict[str, Any], ...]

    @property
    def given(self) -> dict[str, Any]:
        """What the function was called with, for a reader."""
        return {"payment": self.fact, "outcome": self.outcome}


def variant(rng: random.Random) -> dict[str, Any]:
    """The first payment that is published."""
    return {
        "first_payment": f"PAY-{rng.randint(1000, 999_999):06}",
        "its_amount": rng.randint(2000, 60_000) / 100,
    }


def payments(bench: Bench) -> list[tuple[dict[str, Any], str]]:
    """The payments and outcomes of the check."""
    rng = random.Random(f"{bench.variant}")
    first = fact(rng, 0, paymentId=bench.variant["first_payment"], amount=bench.variant["its_amount"])
    return [
        (first, "paid"),
        (fact(rng, 2, channel="branch"), "declined"),
        (fact(rng, 3, channel="app", amount=100), "pending"),
        (fact(rng, 4, channel="phone", amount=0.1), "paid"),
        *more_payments(bench),
    ]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[tuple[dict[str, Any], str]]:
    """One payment with a letter beyond ASCII, a large whole amount, and a field that nobody expects."""
    taken = int(bench.variant["first_payment"].removeprefix("PAY-"))
    number = rng.choice([number for number in range(5, 1000) if number != taken])
    odd_name = f"C-{rng.randint(10, 99)} {rng.choice('ØÆÅÐÞ')}st"
    voucher = {"code": f"SPRING{rng.randint(10, 99)}", "parts": rng.sample(range(1, 10), 2)}
    amount = rng.randint(100_000, 999_999)
    odd = fact(rng, number, customerId=odd_name, amount=amount, voucher=voucher)
    return [(odd, rng.choice(OUTCOMES))]


def published(bench: Bench) -> list[Published]:
    """Let the answer publish each payment, and take from a queue at the topic what arrived."""
    with bench.account() as account:
        sns, topic_arn, seen = account.client("sns"), make_topic(account, "payments"), []
        add_listener(account, topic_arn, LISTENER)
        for payment, outcome in payments(bench):
            returned = bench.answer("publish_payment")(sns, topic_arn, payment, outcome)
            account.settle()
            envelopes = tuple(body for body in drained(account, LISTENER) if isinstance(body, dict))
            seen.append(Published(payment, outcome, returned, envelopes))
    return seen


def _calls(bench: Bench) -> list[Published]:
    bench.answer("publish_payment")  # where it does not run at all, one finding says so
    return bench.once(published)


def tells_the_payment(bench: Bench) -> Iterator[Finding]:
    """What arrives is the payment as JSON, all of it and nothing else."""
    for row, call in enumerate(_calls(bench), start=1):
        bench.count()
        if not call.envelopes:
            yield Finding("Message", call.given, "nothing arrived at the topic", call.fact, row)
        for envelope in call.envelopes[:1]:
            told = _read(envelope["Message"])
            if not same(told, call.fact):
                yield Finding("Message", call.given, told, call.fact, row)


def types_attributes(bench: Bench) -> Iterator[Finding]:
    """The three attributes have the right types and values."""
    for row, call in enumerate(_calls(bench), start=1):
        bench.count()
        values = {**call.fact, "outcome": call.outcome}
        found = call.envelopes[0].get("MessageAttributes", {}) if call.envelopes else {}
        for name, kind in TYPES.items():
            wanted = {"Type": kind, "Value": str(values[name])}
            if not _is_attribute(found.get(name), wanted):
                yield Finding(f"attribute {name}", call.given, found.get(name, "there is none"), wanted, row)


def once_with_id(bench: Bench) -> Iterator[Finding]:
    """One message arrives for each payment, and its id is what the function returned."""
    for row, call in enumerate(_calls(bench), start=1):
        bench.count()
        ids = [envelope["MessageId"] for envelope in call.envelopes]
        if len(ids) != 1:
            yield Finding("messages at the topic", call.given, counted(len(ids), "message"), "1 message", row)
        elif call.returned != ids[0]:
            yield Finding("what publish_payment returns", call.given, call.returned, ids[0], row)


def _without_topic(bench: Bench) -> Any:
    with bench.account() as account:
        payment, outcome = payments(bench)[0]
        return bench.answer("publish_payment")(
            account.client("sns"), ARN.format("no-such-topic"), payment, outcome
        )


def _read(text: str) -> Any:
    """Return the data in a text of JSON; where there is none, or only text again, a sentence that says so."""
    try:
        told = json.loads(text)
    except ValueError:
        return f"text that is not JSON: {text}"
    return f"a text in JSON: {text}" if isinstance(told, str) else told


def _is_attribute(found: Any, wanted: dict[str, str]) -> bool:
    if not isinstance(found, dict) or found.get("Type") != wanted["Type"]:
        return False
    same_number = wanted["Type"] == "Number" and _is_number(found.get("Value"), float(wanted["Value"]))
    return found.get("Value") == wanted["Value"] or same_number


def _is_number(text: Any, number: float) -> bool:
    try:
        return float(text) == number
    except (TypeError, ValueError):
        return False


def _amount_as_text(bench: Bench) -> bool:
    calls = _calls(bench)
    attributes = [
        call.envelopes[0].get("MessageAttributes", {}).get("amount", {}) for call in calls if call.envelopes
    ]
    return bool(attributes) and all(
        each.get("Type") == "String" and _read(str(each.get("Value"))) == call.fact["amount"]
        for each, call in zip(attributes, calls, strict=False)
    )


def _publishes_again_and_again(bench: Bench) -> bool:
    """Whether each payment was told several times, in the same words."""
    return all(
        len(call.envelopes) > 1 and len({envelope["Message"] for envelope in call.envelopes}) == 1
        for call in _calls(bench)
    )


EXERCISE = Exercise(
    id="m05.e3",
    title="The publisher",
    lesson="D1",
    deliver=("publish_payment",),
    variant=variant,
    parts=(
        Part("The message is the payment as JSON", 2, "B", tells_the_payment),
        Part("The three attributes have their types and values", 2, "B", types_attributes),
        Part("One message a payment, and its MessageId is returned", 2, "B", once_with_id),
        Part(
            "No service or queue is named in the function",
            2,
            "S",
            names_nothing("publish_payment", LISTENERS),
        ),
        Part(
            "An error of SNS reaches the caller",
            2,
            "F",
            raises_like(
                _without_topic,
                "NotFound",
                given={"topic_arn": ARN.format("no-such-topic")},
                where="publishing to a topic that does not exist",
            ),
        ),
    ),
    misconceptions=(
        Misconception(
            "K05.1",
            "publishes once per subscriber",
            _publishes_again_and_again,
            "You are doing the topic's work. What does it need to know?",
            about="the number of messages",
        ),
        Misconception(
            "K05.5",
            "number sent as a String attribute",
            _amount_as_text,
            "The filter compares numbers. What type did the publisher declare?",
            about="the attribute amount",
        ),
    ),
    hints=(
        (
            "Imagine tomorrow a fifth service wants to hear of payments. Which line of your function would have to change? And "
            "when SNS answers with an error, who learns of it?"
        ),
        (
            "The publisher knows one thing, the topic. What it wants others to sort by, it says in message attributes, each with "
            "a data type; the message itself is text. Lesson steps D1 and D3."
        ),
        (
            '`sns.publish(TopicArn=..., Message=<text>, MessageAttributes={"name": {"DataType": ..., "StringValue": <text>}})` '
            "answers with a dictionary that has `MessageId`. StringValue is text also where DataType is a number's."
        ),
        (
            "A neighbour: a telematics device reports a trip\n"
            "```python\n"
            'trip = {"tripId": "T-9", "region": "north", "km": 12.4}\n'
            'answer = sns.publish(TopicArn=trips_arn, Message=json.dumps(trip), MessageAttributes={"region": {"DataType": "String", '
            '"StringValue": trip["region"]}, "km": {"DataType": "Number", "StringValue": str(trip["km"])}})\n'
            "```\n"
            'and answer["MessageId"] goes into its log.'
        ),
    ),
)
