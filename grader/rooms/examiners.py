"""The examiner's process as whoever grades sees it: a paper goes in, a result comes out."""

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path

from .examiner.paper import Paper, Result
from .wire import Wire, WireError

__all__ = ["Examiner", "ExaminerError", "examiner"]

ROOT = Path(__file__).parents[2]


class ExaminerError(RuntimeError):
    """The examiner's process could not examine a paper; that is a defect of ours, and no fault of the submission."""


class Examiner:
    """A warm process that examines papers, one at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self._wire = Wire(ours)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.rooms.examiner", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        theirs.close()

    def examine(self, paper: Paper) -> Result:
        """Return what comes of a paper. Raises ExaminerError."""
        try:
            self._wire.send(paper.as_dict())
            answer = self._wire.receive()
        except WireError as problem:
            raise ExaminerError(f"the examiner's process: {problem}") from None
        if "broke" in answer:
            raise ExaminerError(answer["broke"])
        return Result.of(answer["result"])

    def close(self) -> None:
        """End it."""
        self._wire.close()
        self._process.wait(30)


_kept: list[Examiner] = []


def examiner() -> Examiner:
    """Return this process's examiner; it is started at the first call, and ends with this process."""
    if not _kept:
        _kept.append(Examiner())
        atexit.register(_kept[0].close)
    return _kept[0]
