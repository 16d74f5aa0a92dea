"""The warm process that examiners are forked from: one of this process, started when the first examiner is wanted."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path

__all__ = ["close", "forked", "pid", "start"]

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
            # Whatever endpoint a learner tries, an answer is examined on the account in memory.
            env=os.environ | {"PYTHONPATH": str(ROOT), "COURSE_ENDPOINT": ""},
        )
        theirs.close()

    def forked(self, line: socket.socket, modules: Collection[str]) -> int:
        """Return the number of a new examiner's process. Raises OSError or ValueError where this one has ended."""
        # A message without a byte would carry no descriptor.
        socket.send_fds(self._control, [f" {' '.join(sorted(modules))}".encode()], [line.fileno()])
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


def start() -> None:
    """Start it now and do not wait for it: whoever knows that examiners will be wanted can do other work meanwhile."""
    with _turn:
        _start()


def forked(line: socket.socket, modules: Collection[str] = ()) -> int:
    """Have an examiner forked that gets its papers on `line`, which is closed here; return its process's number.

    `modules` are those (``m05``) whose rubrics are loaded before; those of others, when a paper asks for them.
    """
    with _turn:
        try:
            return _forked(line, modules)
        except (OSError, ValueError):
            _close()  # a machine that is short of memory ended it: another one is started, once
            return _forked(line, modules)
        finally:
            line.close()


def pid() -> int:
    """Return the number of the warm process; its examiners, nurseries and learners' processes are below it."""
    return _warm[0].process.pid


def close() -> None:
    """End the warm process, if there is one."""
    with _turn:
        _close()


def _start() -> None:
    if not _warm:
        _warm.append(_Warm())


def _forked(line: socket.socket, modules: Collection[str]) -> int:
    _start()
    return _warm[0].forked(line, modules)


def _close() -> None:
    while _warm:
        _warm.pop().close()
