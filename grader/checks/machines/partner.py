"""Somebody outside who is handed a task token and answers in a time of their own: a scripted worker, clerk or bank."""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from course.asl import Callbacks
from course.asl.engine.callbacks import CallbackError
from course.clock import Clock

__all__ = ["Order", "Partner", "Reply", "message_body"]

# Backstop for one who reports for ever to an execution that waits for ever.
MOST_PULSES = 500


@dataclass(frozen=True)
class Reply:
    """What a partner says of one order, in virtual seconds since it came.

    The answer comes `after` so many, never where that is None: a `result`, or an `error` with a `cause` where it has a
    name. Until then a pulse comes every `pulse` seconds, none later than `until`.
    """

    after: float | None = None
    result: Any = None
    error: str = ""
    cause: str = ""
    pulse: float | None = None
    until: float = math.inf


@dataclass
class Order:
    """What a partner was handed: the message, the token found in it, when, and whether anybody waits for that token.

    `answered` is when the answer was taken, in seconds of the clock; None where there was none, or it came too late.
    """

    message: Any
    token: Any
    at: float
    known: bool
    answered: float | None = None


class Partner:
    """Takes orders with task tokens, and answers each as the reply of its number says; the last one says it of all others.

    Is called with the message, as an actor of a cast is, and accepts it at once. `token_of` finds the token in the
    message. A token that nobody gave out changes nothing, as on AWS: the order stays without an answer. `orders` has
    all of them.
    """

    def __init__(
        self,
        clock: Clock,
        callbacks: Callbacks,
        replies: Iterable[Reply],
        token_of: Callable[[Any], Any] = lambda message: _field(message, "taskToken"),
    ) -> None:
        self.orders: list[Order] = []
        self._clock = clock
        self._callbacks = callbacks
        self._replies = list(replies)
        self._token_of = token_of

    def __call__(self, message: Any) -> dict[str, bool]:
        """Take an order, and see to it that it is answered."""
        token = self._token_of(message)
        order = Order(message, token, self._clock.elapsed, self._waited_for(token))
        reply = self._replies[min(len(self.orders), len(self._replies) - 1)]
        self.orders.append(order)
        if order.known:
            self._work(order, reply)
        return {"accepted": True}

    def _waited_for(self, token: Any) -> bool:
        try:
            return isinstance(token, str) and bool(self._callbacks.ticket(token))
        except CallbackError:
            return False

    def _work(self, order: Order, reply: Reply) -> None:
        if reply.pulse:
            last = min(
                reply.until, math.inf if reply.after is None else reply.after, reply.pulse * MOST_PULSES
            )
            self._clock.call_later(reply.pulse, lambda: self._beat(order, reply, last, 1))
        if reply.after is not None:
            self._clock.call_later(reply.after, lambda: self._answer(order, reply))

    def _beat(self, order: Order, reply: Reply, last: float, number: int) -> None:
        """Send one pulse and, where it was heard, see to the next; the answer takes the place of the last."""
        assert reply.pulse  # noqa: S101  for mypy: without a pulse nobody calls this
        if number * reply.pulse > last or not self._heard(lambda: self._callbacks.heartbeat(order.token)):
            return
        self._clock.call_later(reply.pulse, lambda: self._beat(order, reply, last, number + 1))

    def _answer(self, order: Order, reply: Reply) -> None:
        def say() -> None:
            if reply.error:
                self._callbacks.fail(order.token, reply.error, reply.cause)
            else:
                self._callbacks.succeed(order.token, reply.result)

        if self._heard(say):
            order.answered = self._clock.elapsed

    def _heard(self, say: Callable[[], None]) -> bool:
        try:
            say()
        except CallbackError:
            return False  # nobody waits for it any more, as a worker is told on AWS
        return True


def message_body(parameters: Any) -> Any:
    """Return the body of the message in a call of SQS, `{"QueueUrl": ..., "MessageBody": ...}`, JSON read; else None."""
    body = _field(parameters, "MessageBody")
    if not isinstance(body, str):
        return body
    try:
        return json.loads(body)
    except ValueError:
        return body


def _field(document: Any, name: str) -> Any:
    return document.get(name) if isinstance(document, dict) else None
