"""The world of M10 E1: transfers that are ordered by a message with a task token, and a bank that answers or does not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl import Callbacks, StateMachine, StatesError
from course.clock import Clock
from grader.checks import Finding
from grader.checks.machines import Fault, Order, Partner, Reply, Story, message_body, played

__all__ = [
    "PULSE",
    "TOLD",
    "Case",
    "Outcome",
    "finding",
    "otherwise",
    "play",
    "receipt",
    "refusal",
    "transfer",
    "unanswerable",
]

SEND = "sqs:sendMessage"
# Whom the workflow calls besides.
TOLD = ("confirm", "refund", "notify")
# The bank reports at least that often.
PULSE = 60.0
DAY = 86_400


@dataclass(frozen=True)
class Case:
    """One transfer: what the bank says of it, the same in words, and whether the confirmation fails."""

    words: str
    reply: Reply
    unconfirmed: str = ""

    @property
    def received(self) -> bool:
        """Whether the bank says that it received the transfer."""
        return self.reply.after is not None and not self.reply.error


@dataclass(frozen=True)
class Outcome:
    """What became of a transfer: the story, what the bank was handed, and who was called, by name without prefix."""

    case: Case
    story: Story
    orders: list[Order]
    called: list[str]

    @property
    def answered(self) -> float | None:
        """When the bank's answer was taken; None where it was not."""
        return next((order.answered for order in self.orders if order.answered is not None), None)

    def told(self, name: str, prefix: str) -> list[Any]:
        """Return what a function was called with, or what `the bank` found in its messages."""
        if name == "the bank":
            messages = [order.message for order in self.orders]
            return [each.get("transfer") if isinstance(each, dict) else None for each in messages]
        return [call.payload for call in self.story.calls_of(f"{prefix}-{name}")]


def receipt(after: float) -> Reply:
    """Return what a bank says that reports, and receives a transfer after so many seconds."""
    return Reply(float(after), {"reference": "BK-4711"}, pulse=PULSE)


def refusal(after: float, error: str) -> Reply:
    """Return what a bank says that reports, and refuses a transfer after so many seconds."""
    return Reply(float(after), error=error, cause="The bank says no.", pulse=PULSE)


def transfer(rng: random.Random, number: int = 1) -> dict[str, Any]:
    """Return a transfer, as the workflow gets it."""
    return {
        "transferId": f"TR-{rng.randint(100, 999)}{number:02}",
        "customerId": f"C-{rng.randint(10, 999)}",
        "iban": f"DE{rng.randint(10, 99)}{rng.randint(10**9, 10**10 - 1)}",
        "amount": rng.randint(1_000, 90_000) / 100,
    }


def play(machine: StateMachine, given: dict[str, Any], case: Case, prefix: str) -> Outcome:
    """Play one transfer. A bank that was handed no token can say nothing, and its old status stays as it was."""
    clock, callbacks = Clock(), Callbacks()
    bank = Partner(clock, callbacks, [case.reply])
    url = f"https://sqs.us-east-1.amazonaws.com/123456789012/{prefix}-transfer-q"

    def send(parameters: Any) -> dict[str, Any]:
        if not isinstance(parameters, dict) or parameters.get("QueueUrl") != url:
            raise StatesError("SQS.QueueDoesNotExistException", "The specified queue does not exist.")
        bank(message_body(parameters))
        return {"MessageId": f"m-{len(bank.orders)}"}

    def status(_: Any) -> dict[str, str]:
        done = any(order.answered is not None for order in bank.orders)
        return {"status": "WORKING" if not done else "RECEIVED" if case.received else "REFUSED"}

    actors: dict[str, Any] = {f"{prefix}-{name}": lambda _: {"done": True} for name in TOLD}
    actors |= {SEND: send, f"{prefix}-status": status}
    script = [Fault(f"{prefix}-confirm", case.unconfirmed)] if case.unconfirmed else []
    story = played(machine, given, actors, script=script, clock=clock, callbacks=callbacks)
    called = [name.removeprefix(f"{prefix}-") for name in story.called if name != SEND]
    return Outcome(case, story, bank.orders, called)


def unanswerable(seen: Outcome, number: int) -> Iterator[Finding]:
    """Find an order that the bank cannot answer, or another number of orders than one."""
    if [order.known for order in seen.orders] == [True]:
        return
    wanted = {"orders": 1, "taskToken": "the token of the task that waits"}
    got: dict[str, Any] = {"orders": len(seen.orders)}
    if seen.orders:
        token = seen.orders[0].token
        got["taskToken"] = "there is none" if token is None else token
    else:
        because = _because(seen)
        got |= {"because": f"it {_end(seen)}: {because}"} if because else {"ends": _end(seen)}
    yield finding(seen, number, got, wanted)


def otherwise(seen: Outcome, number: int, expected: dict[str, Any], called: list[str]) -> Iterator[Finding]:
    """Find another end, or others that were called; an order that nobody can answer is told by `unanswerable`."""
    got = {"ends": _end(seen), "called": called}
    if got != expected and [order.known for order in seen.orders] == [True]:
        because = _because(seen)
        yield finding(seen, number, got | ({"because": because} if because else {}), expected)


def finding(seen: Outcome, number: int, got: Any, expected: Any) -> Finding:
    """Return a finding about one transfer."""
    return Finding(f"transfer {number}", seen.case.words, got, expected, number, run=seen.story.drawn())


def _because(seen: Outcome) -> str:
    """Return the cause of a failure; empty where there is none, or where the end tells it."""
    return "" if seen.story.error == "EndlessLoop" else seen.story.cause or ""


def _end(seen: Outcome) -> str:
    story = seen.story
    if story.status == "SUCCEEDED":
        return "succeeded" if story.seconds < DAY else "succeeded, more than a day later"
    if story.error == "EndlessLoop":
        return str(story.cause)
    years = " (after a year, as every execution does)" if story.seconds > 300 * DAY else ""
    named = f" with {story.error}" if story.error else ""
    return f"{story.status.lower().replace('_', ' ')}{named}{years}"
