"""The examiner's process as whoever grades sees it: a paper goes in, a result comes out."""

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from .examiner.paper import Paper, Result
from .wire import Wire, WireError

__all__ = ["Examiner", "ExaminerError", "examine"]

ROOT = Path(__file__).parents[2]
GRACE = 30.0  # real seconds that an examiner has to end its nursery, before it is ended itself


class ExaminerError(RuntimeError):
    """The examiner's process could not examine a paper; that is a defect of ours, and no fault of the submission."""


class TooLateError(ExaminerError):
    """A paper took too long altogether; it would again."""


class Examiner:
    """A warm process that examines papers, one at a time. Where it dies, another takes its place."""

    def __init__(self) -> None:
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
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._wire = Wire(ours)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.rooms.examiner", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=0,  # what is typed at a terminal (Ctrl-C) is meant for whoever grades
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        theirs.close()

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


def examine(paper: dict[str, Any]) -> dict[str, Any]:
    """Examine a paper, plain data in and out: its `result`, or why it `broke`, which is no fault of the submission.

    An examiner of this process does it, who is started when there is no idle one: as many threads as call, so many
    examiners. They stay for the next call, and end with this process.
    """
    try:
        examiner = _idle.pop()
    except IndexError:
        examiner = Examiner()
    try:
        return {"result": examiner.examine(Paper.of(paper)).as_dict()}
    except ExaminerError as problem:
        return {"broke": str(problem)}
    finally:
        _idle.append(examiner)


@atexit.register
def _close() -> None:
    while _idle:
        _idle.pop().close()
