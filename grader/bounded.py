"""Work in processes of its own, each piece with a limit of real time: a loop in it may never end.

What runs in a process cannot be relied on to stop itself: it may catch whatever is raised in it. So a process that takes too
long is ended from outside, and another one takes its place.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

__all__ = ["STOPPED", "bounded"]

# What comes of a piece of work that took too long, or that ended its process.
STOPPED = object()

_SPAWN = get_context("spawn")
_READY = "ready"


def bounded(
    work: Callable[[Any], Any], pieces: Iterable[tuple[Any, float]], *, jobs: int
) -> Iterator[tuple[int, Any]]:
    """Yield the number of each piece and what `work(piece)` returns, or `STOPPED`, in the order in which they are done.

    Each piece comes with the seconds of real time that it may take. `work` is a function of a module, and it and the pieces
    can be pickled. What it raises is raised here.
    """
    left = deque(enumerate(pieces))
    lanes: list[_Lane] = []
    try:
        while left or lanes:
            lanes = [lane for lane in lanes if not lane.over and (left or not lane.idle)]
            lanes += [_Lane(work) for _ in range(min(jobs, len(left)) - len(lanes))]
            for lane in lanes:
                if lane.idle and left:
                    number, (piece, seconds) = left.popleft()
                    lane.give(number, piece, seconds)
            yield from _heard(lanes)
    finally:
        for lane in lanes:
            lane.end()


def _heard(lanes: "list[_Lane]") -> Iterator[tuple[int, Any]]:
    """Wait until something happens, and yield the pieces that are done."""
    deadline = min((lane.deadline for lane in lanes), default=0.0)
    heard = wait([lane.connection for lane in lanes], max(0.0, min(deadline - time.monotonic(), 60.0)))
    for lane in lanes:
        if lane.connection in heard:
            yield from lane.take()
        elif time.monotonic() >= lane.deadline:
            yield lane.give_up()


@dataclass(frozen=True)
class _Failed:
    """The error that a piece of work ended with."""

    error: BaseException


class _Lane:
    """A process that works at one piece after another, until it is `over`."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(work, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._number: int | None = None
        self._is_ready = False
        self.over = False
        self.deadline = float("inf")  # it takes seconds to import what it needs

    @property
    def idle(self) -> bool:
        """Whether it can be given a piece."""
        return self._is_ready and self._number is None

    def give(self, number: int, piece: Any, seconds: float) -> None:
        """Let it work at a piece."""
        self._number = number
        self.connection.send(piece)
        self.deadline = time.monotonic() + seconds

    def take(self) -> Iterator[tuple[int, Any]]:
        """Yield what it says, unless that is only that it is ready: the number and the result of its piece."""
        try:
            said = self.connection.recv()
        except (EOFError, OSError):
            yield self.give_up()
            return
        if not self._is_ready:
            self._is_ready = True
            return
        if isinstance(said, _Failed):
            raise said.error
        yield self._done(said)

    def give_up(self) -> tuple[int, Any]:
        """End a process that takes too long or is dead, and return the number of its piece.

        Raises RuntimeError where it died before it had one.
        """
        self.end()
        return self._done(STOPPED)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.over = True
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _done(self, result: Any) -> tuple[int, Any]:
        if self._number is None:
            raise RuntimeError("a process ended before it had anything to do")
        number, self._number = self._number, None
        self.deadline = float("inf")
        return number, result


def _serve(work: Callable[[Any], Any], connection: Connection) -> None:
    """Work at whatever comes, until the other side is gone."""
    connection.send(_READY)
    while True:
        try:
            piece = connection.recv()
        except EOFError:
            return
        try:
            result = work(piece)
        except Exception as error:  # noqa: BLE001  it is raised again where it can be told
            result = _Failed(error)
        connection.send(result)
