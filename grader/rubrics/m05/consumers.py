"""The consumers of M05 E2, freed of filtering: each makes its row of every body that its queue hands over.

They get what a queue without raw delivery holds. That is where a learner meets the envelope: the old functions were handed
the payment itself. Consumers that still filter are seen by handing them what nobody wanted.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks import Answer, AnswerError, Bench, Finding, drained, same
from grader.rubrics.insurer import attributes

from .backstage import add_listener, make_topic, publish

__all__ = ["Body", "Message", "handed_over", "misread", "reads_bare_payments_only"]

QUEUE = "all-payments-q"
ROW_OF = {
    "customer": ("paymentId", "policyId", "amount"),
    "sales": ("paymentId", "customerId", "amount"),
    "communication": ("paymentId", "customerId", "period"),
}


@dataclass(frozen=True)
class Message:
    """One published payment: its number in the table, the fact, the outcome."""

    number: int
    fact: dict[str, Any]
    outcome: str

    @property
    def told(self) -> dict[str, Any]:
        """What a filter can see of it."""
        return {"channel": self.fact["channel"], "amount": self.fact["amount"], "outcome": self.outcome}

    @property
    def attributes(self) -> dict[str, dict[str, str]]:
        """Its attributes in the form of Publish."""
        return attributes(self.fact, self.outcome)


# A message, and the text in which a queue hands it over.
Body = tuple[Message, str]


def handed_over(bench: Bench, messages: Sequence[Message]) -> list[Body]:
    """Return each message with its body, as it comes from a queue without raw delivery."""
    with bench.account() as account:
        topic_arn = make_topic(account, "payments")
        add_listener(account, topic_arn, QUEUE)
        for message in messages:
            publish(account, topic_arn, json.dumps(message.fact), message.attributes)
        account.settle()
        arrived = [json.dumps(body, indent=2) for body in drained(account, QUEUE)]
    return list(zip(messages, arrived, strict=True))


def misread(bench: Bench, consumer: Answer, bodies: Sequence[Body]) -> Iterator[Finding]:
    """Find each body of which a consumer does not make its row; one that raises is asked no more."""
    where = f"{consumer.name}(body)"
    for message, body in bodies:
        bench.count()
        try:
            row = consumer(body)
        except AnswerError as error:
            yield error.finding(where, given=body, row=message.number)
            return
        if not same(row, wanted := _row(consumer, message)):
            yield Finding(where, body, row, wanted, message.number)


def reads_bare_payments_only(consumer: Answer, body: Body) -> bool:
    """Tell whether a consumer makes its row of a bare payment, and cannot of the body that SNS puts around it."""
    message, text = body
    if consumer.untouched:
        return False
    try:
        if same(consumer(text), _row(consumer, message)):
            return False
    except AnswerError as error:
        if error.raised is None or error.raised.type not in ("KeyError", "TypeError"):
            return False
    return same(consumer(json.dumps(message.fact)), _row(consumer, message))


def _row(consumer: Answer, message: Message) -> dict[str, Any]:
    return {name: message.fact[name] for name in ROW_OF[consumer.name]}
