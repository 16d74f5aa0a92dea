"""The hops of the payment system for M14 E1: what is required of each, and every decision that meets it.

More than one decision is right at most of them. A hop takes all that a careful engineer could defend by its text: each of
its styles, services and reasons, and each of its risks with an answer that helps against it there. `leak` is a risk wherever
a request, or what is made of one, could carry a name; a queue is right there all the same, as it may carry an id only. Two
hops have codes of the learner's own: the same kind of check, of which only the time says whether its word can be had within
the answer.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .decision_words import HELPS

__all__ = ["BUILT", "Hop", "checks", "hops"]

# What E2 builds; the rest is decided only.
BUILT = ("door", "start", "bank", "manager", "fact", "worker", "recording", "monthly", "personal")
# What an answer needs besides: a function that has to start, and the row of the request.
RESERVED_MS = 280
# How long the two checks take, in milliseconds: one has time enough within any answer, the other within none.
TIMES = {"quick": (15, 60), "slow": (900, 9_000)}
CHECKS = (
    ("policies", "whether the policy of a request is still in force"),
    ("the register of addresses", "whether there is a customer of that name and address"),
    ("the fraud desk's program", "whether a request looks like one of somebody else's"),
    ("the bank's card check", "whether the customer's card is blocked"),
    ("the list of sanctions", "whether a customer's name is on it"),
)


@dataclass(frozen=True)
class Hop:
    """A hop: what is required, and the words that meet it. Of `answers` those count that help against the risk."""

    code: str
    told: str
    styles: set[str]
    services: set[str]
    reasons: set[str]
    risks: set[str]
    answers: set[str]

    def allowed(self, field: str, risk: str = "") -> set[str]:
        """Return the words that meet the requirement in a field; in that of the answer those against this `risk`."""
        if field == "answer":
            return self.answers & HELPS.get(risk, set())
        return {"style": self.styles, "service": self.services, "reason": self.reasons, "risk": self.risks}[
            field
        ]


def hops(values: Mapping[str, Any]) -> list[Hop]:
    """Return all hops for a learner's values, in the order in which the notebook has them."""
    return [*_payments(values), *_besides(values), *checks(values)]


def checks(values: Mapping[str, Any]) -> Iterator[Hop]:
    """Yield the two checks by their codes: where its word comes in time, it belongs into the answer, else into the status."""
    rng = random.Random(f"checks {values}")
    chosen = rng.sample(CHECKS, len(TIMES))
    found = {}
    for (pace, code), (name, what) in zip(values["checks"].items(), chosen, strict=True):
        ms = rng.randint(*TIMES[pace])
        told = (
            f"Front door → {name}. It says within {ms} ms {what}. If its word can be had before the customer's answer is "
            "due, a request that it turns down is refused in that answer; if not, the payment's status tells it later."
        )
        found[code] = (_in_time if ms + RESERVED_MS <= values["answer_ms"] else _later)(code, told)
    yield from (found[code] for code in sorted(found))


def _in_time(code: str, told: str) -> Hop:
    return Hop(
        code,
        told,
        styles={"synchronous"},
        services={"function", "api"},
        reasons={"answer", "result"},
        risks={"late", "flood", "down", "leak"},
        answers={"timeout", "throttle", "retry", "leave-out"},
    )


def _later(code: str, told: str) -> Hop:
    return Hop(
        code,
        told,
        styles={"asynchronous", "receipt"},
        services={"execution", "function", "queue", "topic", "bus", "stream"},
        reasons={"long", "own-time"},
        risks={"twice", "down", "late", "flood", "bad-item", "leak"},
        answers={
            *("same-key", "buffer", "retry", "timeout", "early"),
            *("throttle", "dead-letter", "check", "leave-out"),
        },
    )


def _payments(values: Mapping[str, Any]) -> Iterator[Hop]:
    """Yield the way of a payment, from the customer to the last service that hears of it."""
    yield Hop(
        "door",
        f"Customer → payments. The answer is there in {values['answer_ms']} ms, also where the bank takes a minute or a "
        "person has to decide first. Customers press the button twice, and programs send what is malformed.",
        styles={"receipt"},
        services={"api"},
        reasons={"answer", "long"},
        risks={"twice", "late", "bad-item", "flood", "leak"},
        answers={"same-key", "early", "check", "throttle", "buffer", "leave-out"},
    )
    yield Hop(
        "start",
        "Front door → the payment's workflow. Whoever asked has their answer; what was accepted must not be forgotten, and "
        "not be worked on twice.",
        styles={"asynchronous"},
        services={"execution", "function", "queue", "topic", "bus", "stream"},
        reasons={"long", "own-time"},
        risks={"twice", "down", "flood", "half", "bad-item", "leak"},
        answers={"same-key", "buffer", "retry", "throttle", "dead-letter", "check", "leave-out"},
    )
    yield Hop(
        "bank",
        "Workflow → bank, and then → ledger. What comes next depends on whether the card was charged. Either may be slow, "
        "or down for an hour. A charge that the ledger does not confirm is given back.",
        styles={"synchronous", "callback"},
        services={"function", "queue"},
        reasons={"result"},
        risks={"twice", "down", "late", "flood", "half", "leak"},
        answers={"same-key", "retry", "buffer", "timeout", "compensate", "throttle", "leave-out"},
    )
    yield Hop(
        "manager",
        f"Workflow → manager. Above {values['limit']} EUR a person decides, and has {values['hours']} hours for it. Their "
        "program reads the approvals. Some are on holiday.",
        styles={"callback"},
        services={"queue"},
        reasons={"person"},
        risks={"late", "twice", "down", "leak"},
        answers={"timeout", "same-key", "buffer", "leave-out"},
    )
    yield Hop(
        "fact",
        "Workflow → all who have to know of a payment. These are customer, sales and communication today; the next one must "
        "not cost a change of the workflow.",
        styles={"publish"},
        services={"topic", "bus"},
        reasons={"many"},
        risks={"down", "twice", "leak", "half"},
        answers={"buffer", "retry", "same-key", "leave-out", "compensate"},
    )
    yield Hop(
        "worker",
        "What was announced → each service's own worker. A service may be down for an hour, and then has a row of each "
        "payment once.",
        styles={"asynchronous"},
        services={"queue"},
        reasons={"own-time"},
        risks={"down", "twice", "flood", "bad-item", "leak"},
        answers={"buffer", "retry", "same-key", "throttle", "dead-letter", "check", "leave-out"},
    )


def _besides(values: Mapping[str, Any]) -> Iterator[Hop]:
    """Yield what is not on the way of every payment."""
    yield Hop(
        "recording",
        "A new recording → transcriber. It works for some time, is down at times, and nobody waits for it. Only what ends in "
        ".mp3 is meant for it.",
        styles={"asynchronous", "publish"},
        services={"bus", "notification", "queue", "topic"},
        reasons={"long", "own-time"},
        risks={"down", "late", "twice", "flood", "bad-item"},
        answers={"buffer", "retry", "timeout", "same-key", "throttle", "dead-letter", "check"},
    )
    yield Hop(
        "monthly",
        f"The monthly file → its comparison with our payments. Some 5,000 lines; up to {values['tolerance']} % of them may "
        "deviate, over the whole file.",
        styles={"batch"},
        services={"distributed-map", "function"},
        reasons={"items"},
        risks={"bad-item", "down", "flood", "late", "twice"},
        answers={"tolerance", "check", "retry", "throttle", "timeout", "same-key"},
    )
    yield Hop(
        "personal",
        "Workflow → those who may know a customer's name and address. They listen in one place of their own; nobody else "
        "gets to see either.",
        styles={"publish"},
        services={"bus"},
        reasons={"privacy"},
        risks={"leak", "down", "twice"},
        answers={"leave-out", "retry", "same-key"},
    )
    yield Hop(
        "alarm",
        "A payment that failed → the people on duty. They know of it within a minute; one failure among a thousand "
        "payments is enough.",
        styles={"publish", "asynchronous"},
        services={"alarm", "bus", "topic"},
        reasons={"unseen"},
        risks={"hidden", "down", "leak"},
        answers={"each-failure", "retry", "buffer", "leave-out"},
    )
