"""The warm process that examiners are forked from: one of this process, started when the first examiner is wanted."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

__all__ = ["close", "forked", "pid"]

ROOT = Path(__file__).parents[2]
GRACE = 30.0  # real seconds that it has to end its nursery, before it is ended itself


class _Warm:
    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._answers = self._control.makefile("r", encoding="ascii")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.rooms.examiner", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=0,  # what is typed at a terminal (Ctrl-C) is meant for whoever grades
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        theirs.close()

    def forked(self, line: socket.socket) -> int:
        """Return the number of a new examiner's process. Raises OSError or ValueError where this one has ended."""
        socket.send_fds(self._control, [b"?"], [line.fileno()])
        return int(self._answers.readline())

    def close(self) -> None:
        """End it; its examiners end when their own lines do."""
        self._answers.close()
        self._control.close()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_turn = threading.Lock()
_warm: list[_Warm] = []


def forked(line: socket.socket) -> int:
    """Have an examiner forked that gets its papers on `line`, which is closed here; return its process's number."""
    with _turn:
        try:
            return _forked(line)
        except (OSError, ValueError):
            _close()  # a machine that is short of memory ended it: another one is started, once
            return _forked(line)
        finally:
            line.close()


def pid() -> int:
    """Return the number of the warm process; its examiners, nurseries and learners' processes are below it."""
    return _warm[0].process.pid


def close() -> None:
    """End the warm process, if there is one."""
    with _turn:
        _close()


def _forked(line: socket.socket) -> int:
    if not _warm:
        _warm.append(_Warm())
    return _warm[0].forked(line)


def _close() -> None:
    while _warm:
        _warm.pop().close()
