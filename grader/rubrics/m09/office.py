"""The world of M09 E4: six tasks that take their time, and what each of them does when it goes wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from course.asl import Callbacks, StateMachine, StatesError
from course.asl.engine.callbacks import CallbackError
from course.clock import Clock
from grader.checks.machines import Actor, Fault, Story, played

__all__ = ["FUNCTIONS", "HAND_OVER", "PAYMENT", "REPORTING", "TASKS", "Way", "play"]

# By what is called; the last two answer later, by their task tokens, and report in between.
FUNCTIONS = {
    "charge": "north-charge",
    "customer": "north-customer",
    "sales": "north-sales",
    "confirm": "north-confirm",
}
REPORTING = {"review": "sqs:sendMessage", "print": "north-print"}
TASKS = FUNCTIONS | REPORTING
HAND_OVER = "north-hand-over"

# Large, and at a branch: so all six tasks have to do with it.
PAYMENT = {
    "paymentId": "PAY-000123",
    "policyId": "POL-1042",
    "customerId": "C-77",
    "amount": 1290.5,
    "currency": "EUR",
    "period": "2025-03",
    "channel": "branch",
}

MOST_REPORTS = 200


@dataclass(frozen=True)
class Way:
    """How one task behaves in a story: it answers after so many seconds, or never; it reports every so many, or never."""

    answers: float | None = 0.0
    reports: float | None = None
    error: str = ""


def play(machine: StateMachine, ways: Mapping[str, Way], payment: Mapping[str, Any] = PAYMENT) -> Story:
    """Play a payment in which each task behaves in its way; a task that is not named answers at once.

    The hand-over is a task, too (``hand-over``), and answers with a ticket.
    """
    clock, callbacks = Clock(), Callbacks()
    names = TASKS | {"hand-over": HAND_OVER}
    script = [
        Fault(names[task], way.error, seconds=way.answers or 0, hangs=way.answers is None)
        for task, way in ways.items()
        if task not in REPORTING
    ]
    actors: dict[str, Actor] = {name: lambda _: {"done": True} for name in names.values()}
    for task, name in REPORTING.items():
        actors[name] = _worker(clock, callbacks, ways.get(task, Way()))
    return played(machine, dict(payment), actors, script=script, clock=clock, callbacks=callbacks)


def _worker(clock: Clock, callbacks: Callbacks, way: Way) -> Actor:
    def work(payload: Any) -> dict[str, bool]:
        token = _token(payload)
        if way.reports:
            until = MOST_REPORTS if way.answers is None else int(way.answers / way.reports)
            for number in range(1, until + 1):
                clock.call_later(number * way.reports, lambda: _say(callbacks, "report", token))
        if way.answers is not None:
            clock.call_later(way.answers, lambda: _say(callbacks, "answer", token))
        return {"accepted": True}

    return work


def _say(callbacks: Callbacks, what: Literal["report", "answer"], token: str) -> None:
    try:
        if what == "report":
            callbacks.heartbeat(token)
        else:
            callbacks.succeed(token, {"done": True})
    except CallbackError:
        return  # nobody waits for it any more, as a worker is told on AWS


def _token(payload: Any) -> str:
    """Return the task token of what a worker gets: a payload, or a message's body in a call of SQS."""
    told = payload.get("MessageBody", payload) if isinstance(payload, dict) else None
    token = told.get("token") if isinstance(told, dict) else None
    if not isinstance(token, str):
        raise StatesError("KeyError", "'token'")
    return token
