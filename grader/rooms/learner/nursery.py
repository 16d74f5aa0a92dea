"""Where learners' processes are born: a process with all libraries warm, which has never seen a rubric, forks them.

It is told so over a socket: a JSON object and, for a birth, the child's end of its line to the examiner.
"""

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.rooms.isolation import Child, Confinement, Level, Limits, adopt, end_below, spawn
from grader.rooms.loading import loading
from grader.rooms.services import SERVICES
from grader.rooms.wire import Wire

from . import web
from .forwarding import client, prepare
from .service import Service
from .shell import Shell

__all__ = ["tend"]

MOST_BYTES = 65_536


def tend(control: socket.socket) -> None:
    """Serve births and ends until the other side hangs up; then all children end with this process."""
    with loading():
        prepare(SERVICES)
        web.prepare()
        shell = Shell()
        shell.warm_up()
    _serve(control, shell)


def _serve(control: socket.socket, shell: Shell) -> None:
    os.set_inheritable(control.fileno(), False)
    adopt()
    children: dict[int, Child] = {}
    nurseries: set[int] = set()
    signal.signal(signal.SIGCHLD, lambda *_: _bury(nurseries))
    while True:
        message, ends, _, _ = socket.recv_fds(control, MOST_BYTES, 1)
        if not message:
            break
        asked = json.loads(message)
        if "end" in asked:
            answer = _end(children.pop(asked["end"]), children.keys() | nurseries)
        elif "prepare" in asked:
            answer = {}
            for service in asked["prepare"]:
                client(service)
        elif "another" in asked:
            answer = {"pid": _another(ends[0], control, shell)}
            nurseries.add(answer["pid"])
        else:
            child = _bear(asked, ends[0], control, shell)
            children[child.pid] = child
            answer = {"pid": child.pid}
        control.sendall(json.dumps(answer).encode() + b"\n")
    for child in children.values():
        _end(child, nurseries)


def _another(end: int, control: socket.socket, shell: Shell) -> int:
    """Fork this nursery: the other one listens to `end`."""
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            _serve(socket.socket(fileno=end), shell)
        finally:
            os._exit(0)
    os.close(end)
    return pid


def _bury(nurseries: set[int]) -> None:
    """Wait for those that have ended: they hang up when nobody asks them any more."""
    for pid in tuple(nurseries):
        with contextlib.suppress(ChildProcessError):  # in a fork of this process they are none of its own
            if os.waitpid(pid, os.WNOHANG)[0]:
                nurseries.discard(pid)


def _bear(asked: dict[str, Any], end: int, control: socket.socket, shell: Shell) -> Child:
    within = Confinement(Path(asked["home"]), tuple(map(Path, asked["readable"])), Limits(**asked["limits"]))

    def live() -> None:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _settle_in(str(within.home))
        _leave_streams()
        Service(Wire(socket.socket(fileno=end)), shell).listen()

    child = spawn(live, within, Level(tuple(asked["layers"])))
    os.close(end)
    return child


def _settle_in(home: str) -> None:
    """Let this be its home, where a notebook finds modules that it has written; none of them stands before a library."""
    os.environ["HOME"] = home
    sys.path.append(home)


def _leave_streams() -> None:
    """Lead the streams that were inherited to nowhere: what is written past Python is nobody's output."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _end(child: Child, others: Iterable[int]) -> dict[str, Any]:
    """End a learner's process and all that it has left behind here; only `others` go on living."""
    child.end()
    code = None
    with contextlib.suppress(ChildProcessError):
        code = child.wait()
    end_below(others)
    return {"code": code}
