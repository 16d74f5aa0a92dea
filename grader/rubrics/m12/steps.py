"""The steps of M12 E2: what each does, and so whether twice is like once; drawn and mixed by the seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

__all__ = ["ALL", "FOUR", "SIX", "Step", "drawn", "in_order", "result", "step"]

SIX, FOUR = 6, 4


class Effect(Enum):
    """What a step does to the world."""

    READS = "reads"
    COMPUTES = "computes"
    PUTS = "puts something in a place of its own"
    ADDS = "adds to what is there"
    SENDS = "sends something"


@dataclass(frozen=True)
class Step:
    """One step: its name, what its function does, in the words of its author."""

    name: str
    does: str
    effect: Effect

    @property
    def twice_hurts(self) -> bool:
        """Whether a second time changes more than the first."""
        return self.effect in (Effect.ADDS, Effect.SENDS)


ALL = (
    Step("policy", "reads the policy from its table", Effect.READS),
    Step("customer", "reads the customer's address", Effect.READS),
    Step("rate", "asks the bank's API for today's rate of exchange", Effect.READS),
    Step("discount", "works out the discount from a list", Effect.COMPUTES),
    Step("taxes", "works out the taxes", Effect.COMPUTES),
    Step("risk", "works out a risk class from the amount", Effect.COMPUTES),
    Step("language", "looks up in which language the customer is written to", Effect.READS),
    Step("draft", "puts the draft of a letter into S3, under the payment's id", Effect.PUTS),
    Step("snapshot", "puts the payment into a table, under its id, and replaces what is there", Effect.PUTS),
    Step("month", "works out which month the payment is for", Effect.COMPUTES),
    Step("charge", "charges the customer's card; the bank takes each request for a new one", Effect.ADDS),
    Step("points", "adds 10 points to the customer's account", Effect.ADDS),
    Step("letter", "sends a letter by post", Effect.SENDS),
    Step("device", "orders a telematics device, one for each call", Effect.SENDS),
    Step("counter", "adds one to the day's number of payments", Effect.ADDS),
    Step("invoice", "draws the next number, and writes an invoice with it", Effect.ADDS),
    Step("message", "sends the customer a text message", Effect.SENDS),
    Step("agent", "adds a commission to the agent's account", Effect.ADDS),
)
_BY_NAME = {each.name: each for each in ALL}


def step(name: str) -> Step:
    """Return the step of this name."""
    return _BY_NAME[name]


def drawn(rng: random.Random) -> dict[str, list[str]]:
    """Draw ten steps, by their names: six of which twice is like once, four of which it is not."""
    safe = [each.name for each in ALL if not each.twice_hurts]
    unsafe = [each.name for each in ALL if each.twice_hurts]
    return {"safe": rng.sample(safe, SIX), "unsafe": rng.sample(unsafe, FOUR)}


def in_order(values: Mapping[str, Any]) -> list[str]:
    """Return all ten in the order of the given workflow: mixed, each kind in its own order."""
    turns = [*[False] * SIX, *[True] * FOUR]
    random.Random(f"mixed {dict(values)}").shuffle(turns)
    kinds = {False: iter(values["safe"]), True: iter(values["unsafe"])}
    return [next(kinds[turn]) for turn in turns]


def result(name: str, payment: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the function of a step answers for a payment."""
    return {"done": name, "number": random.Random(f"{name} {payment.get('paymentId')}").randint(1, 999)}
