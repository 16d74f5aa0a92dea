"""Asking and answering, in both directions at once: while a side waits for an answer it serves what the other asks.

Exactly one side is at work at any moment, and the other one waits for it. The examiner's side is `Talk`: each of its
tasks on the virtual clock reads what comes back to it. While it serves a question, time may pass and let another task
ask; the two do not meet, because the learner's side goes on with one thing only, the one that was just spoken to.
On the learner's side several things can be half done, therefore (two functions that sleep), and `Hub` keeps them apart.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Protocol

from greenlet import GreenletExit, getcurrent, greenlet

from .wire import UnwritableError, Wire, WireError

__all__ = ["Hub", "RemoteError", "Scope", "Talk"]

PAUSE = 0.001
_wait_a_little = time.sleep  # the true one: the learner's process lives on virtual time

Message = dict[str, Any]
Serve = Callable[[str, Any], Any]


class Scope(Protocol):
    """What must hold while something runs and not while it waits (its environment variables, say)."""

    def enter(self) -> None: ...
    def leave(self) -> None: ...


class RemoteError(Exception):
    """What was asked went wrong on the other side; `document` is what that side told of it, plain data."""

    def __init__(self, document: Any) -> None:
        super().__init__(str(document)[:300])
        self.document = document


class Talk:
    """One side of a conversation.

    `serve(verb, content)` answers a question; content and answer are JSON-ready, see `values`. What it raises becomes
    data by `tell`.
    """

    def __init__(self, wire: Wire, serve: Serve, tell: Callable[[BaseException], Any] = repr) -> None:
        self.wire = wire
        self._serve = serve
        self._tell = tell
        self._numbers = count(1)

    def ask(self, verb: str, content: Any = None) -> Any:
        """Ask the other side and return its answer. Raises RemoteError for its errors, WireError where it is gone."""
        number = next(self._numbers)
        self._say({"ask": number, "verb": verb, "content": content})
        return _value(self._hear(number))

    def _say(self, message: Message) -> None:
        self.wire.send(message)

    def _hear(self, number: int) -> Message:
        while True:
            message = self.wire.receive()
            if "ask" in message:
                self._answer(message)
            elif message.get("answer") == number:
                return message
            else:
                raise WireError("an answer came to a question that was not asked now")

    def _answer(self, message: Message) -> None:
        if message.get("aside"):
            # A further thread of the learner's: time is not its to move, and it does not in a thread of ours.
            served = threading.Thread(target=self._reply, args=(message,))
            served.start()
            served.join()
        else:
            self._reply(message)

    def _reply(self, message: Message) -> None:
        try:
            answer = {"value": self._serve(str(message.get("verb")), message.get("content"))}
        except (WireError, GreenletExit):
            raise  # nobody is there, or the question is dropped with its task: it is never answered
        except BaseException as error:  # noqa: BLE001  whatever it is, the other side is told
            answer = {"raised": self._tell(error)}
        try:
            self._say({"answer": message["ask"], **answer})
        except UnwritableError as error:
            self._say({"answer": message["ask"], "raised": self._tell(error)})


class Hub(Talk):
    """The learner's side: `listen` serves each question in a greenlet of its own, on the thread that it is called in.

    That thread has the line to itself from the moment that it speaks until it has heard something. Further threads ask
    meanwhile: while it is at work.
    """

    def __init__(self, wire: Wire, serve: Serve, tell: Callable[[BaseException], Any] = repr) -> None:
        super().__init__(wire, serve, tell)
        self._waiting: dict[int, greenlet] = {}
        self._scopes: dict[greenlet, Scope] = {}
        self._home: greenlet | None = None
        self._thread = threading.get_ident()
        self._turn = threading.RLock()
        self._speaker = 0  # the further thread that has the turn
        self._is_mine = False  # whether the thread that listens has the turn
        self._is_wanted = False  # whether it waits for it: a lock by itself is not fair

    def listen(self) -> None:
        """Serve questions until the other side hangs up."""
        self._home, self._thread = getcurrent(), threading.get_ident()
        while True:
            try:
                message = self._heard()
            except WireError:
                return
            if "ask" in message:
                greenlet(self._reply, parent=self._home).switch(message)
            elif (asked := self._waiting.pop(message.get("answer", 0), None)) is not None:
                asked.switch(message)

    def ask(self, verb: str, content: Any = None) -> Any:
        """Ask the other side and return its answer; from the thread that listens, or from another one."""
        if threading.get_ident() != self._thread:
            return self._ask_aside(verb, content)
        if self._home is None or getcurrent() is self._home:
            raise RuntimeError("what listens cannot ask")
        number = next(self._numbers)
        self._waiting[number] = getcurrent()
        with self._without(self._scopes.get(getcurrent())):
            self._say({"ask": number, "verb": verb, "content": content})
            answer = self._home.switch()
        return _value(answer)

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        """Hold `scope` inside this block, but for the times at which the block waits for an answer."""
        me = getcurrent()
        self._scopes[me] = scope
        scope.enter()
        try:
            yield
        finally:
            scope.leave()
            del self._scopes[me]

    @contextmanager
    def _without(self, scope: Scope | None) -> Iterator[None]:
        if scope is None:
            yield
            return
        scope.leave()
        try:
            yield
        finally:
            scope.enter()

    def _say(self, message: Message) -> None:
        """Speak; from then on nobody else does, until something was heard."""
        # A further thread was asked for something while it waited for its answer; it has the turn already.
        if threading.get_ident() == self._speaker:
            super()._say(message)
            return
        self._take_turn()
        try:
            super()._say(message)
        except WireError:
            self._pass_turn()
            raise

    def _heard(self) -> Message:
        self._take_turn()
        try:
            return self.wire.receive()
        finally:
            self._pass_turn()

    def _take_turn(self) -> None:
        if not self._is_mine:
            self._is_wanted = True
            self._turn.acquire()
            self._is_mine, self._is_wanted = True, False

    def _pass_turn(self) -> None:
        self._is_mine = False
        self._turn.release()

    def _ask_aside(self, verb: str, content: Any) -> Any:
        me = threading.get_ident()
        while self._is_wanted and self._speaker != me:
            _wait_a_little(PAUSE)
        with self._turn:
            before, self._speaker = self._speaker, me
            try:
                number = next(self._numbers)
                self.wire.send({"ask": number, "verb": verb, "content": content, "aside": True})
                return _value(self._hear(number))
            finally:
                self._speaker = before


def _value(answer: Message) -> Any:
    if "raised" in answer:
        raise RemoteError(answer["raised"])
    return answer.get("value")
