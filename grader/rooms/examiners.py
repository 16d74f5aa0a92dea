"""Examiners as whoever grades sees them: a paper goes in, a result comes out."""

import atexit
import contextlib
import os
import signal
import socket
import time
from collections.abc import Collection
from typing import Any

from . import warm
from .examiner.paper import Paper, Result
from .wire import Wire, WireError

__all__ = ["Examiner", "ExaminerError", "examine", "examine_plain"]

GRACE = 30.0  # real seconds that an examiner has to end by itself, before it is ended


class ExaminerError(RuntimeError):
    """The examiner's process could not examine a paper; that is a defect of ours, and no fault of the submission."""


class TooLateError(ExaminerError):
    """The course's own cells took too long; they would again."""


class Examiner:
    """A process that examines papers, one at a time; `pid` is its number. Where it dies, another takes its place.

    `modules`: those that its papers are likely to ask for.
    """

    def __init__(self, modules: Collection[str] = ()) -> None:
        self._modules = modules
        self._start()

    def examine(self, paper: Paper) -> Result:
        """Return what comes of a paper, which is tried twice. Raises ExaminerError."""
        try:
            return self._examined(paper)
        except TooLateError:
            raise
        except ExaminerError:
            # A machine that is short of memory ends processes, and whether that was one of ours is luck.
            self._start_anew()
            return self._examined(paper)

    def close(self) -> None:
        """End it."""
        self._wire.close()
        until = time.monotonic() + GRACE
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() < until:
                os.kill(self.pid, 0)
                time.sleep(0.01)
            os.kill(self.pid, signal.SIGKILL)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._wire = Wire(ours)
        self.pid = warm.forked(theirs, self._modules)

    def _start_anew(self) -> None:
        self.close()
        self._start()

    def _examined(self, paper: Paper) -> Result:
        try:
            self._wire.send(paper.as_dict())
            answer = self._wire.receive()
        except WireError as problem:
            raise ExaminerError(f"the examiner's process: {problem}") from None
        if "late" in answer:
            raise TooLateError(answer["late"])
        if "broke" in answer:
            raise ExaminerError(answer["broke"])
        return Result.of(answer["result"])


_idle: list[Examiner] = []


def examine(paper: Paper) -> Result:
    """Return what comes of a paper. Raises ExaminerError.

    An examiner of this process does it, who is started when there is no idle one: as many threads as call, so many
    examiners. They stay for the next call, and end with this process.
    """
    try:
        examiner = _idle.pop()
    except IndexError:
        examiner = Examiner(paper.modules)
    try:
        return examiner.examine(paper)
    finally:
        _idle.append(examiner)


def examine_plain(paper: dict[str, Any]) -> dict[str, Any]:
    """Do the same with plain data in and out: the `result`, or why it `broke`, which is no fault of the submission."""
    try:
        return {"result": examine(Paper.of(paper)).as_dict()}
    except ExaminerError as problem:
        return {"broke": str(problem)}


@atexit.register
def _close() -> None:
    while _idle:
        _idle.pop().close()
    warm.close()
