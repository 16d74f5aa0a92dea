"""One examiner: papers come over a line, one after the other, and each is examined in a fork of this process.

So nothing of one submission is left when the next one comes.
"""

import os
import select
import signal
import socket
from typing import Any

from grader.rooms.nursery import Nursery
from grader.rooms.wire import Wire, WireError

from .paper import Paper
from .sitting import MOST_PROCESSES, sit

__all__ = ["examine_papers"]

# So many times what one cell may take: as many cells as may be given up, and the rest of the paper.
MOST_TURNS = MOST_PROCESSES + 2


def examine_papers(line: socket.socket, nursery: Nursery) -> None:
    """Examine papers until the other side hangs up."""
    wire = Wire(line)
    try:
        while True:
            paper = wire.receive()
            child = os.fork()
            if child == 0:
                _examine(paper, wire, nursery)
            code = _ended(child, line)
            if code == -signal.SIGALRM:
                # It may have been ended in the middle of a word to the nursery.
                nursery.close()
                nursery = Nursery()
                wire.send({"late": "it took too long altogether, and was stopped"})
            elif code:
                wire.send({"broke": f"the examination ended with code {code}"})
    except WireError:
        nursery.close()


def _ended(child: int, line: socket.socket) -> int:
    """Wait for a child's end and return its exit code; it is ended where whoever asked is gone."""
    if hasattr(os, "pidfd_open"):  # Linux; elsewhere it ends by itself, when its cells have had their time
        watched = os.pidfd_open(child)
        either = select.poll()
        either.register(watched, select.POLLIN)
        either.register(line, select.POLLHUP)
        if watched not in dict(either.poll()):
            os.kill(child, signal.SIGKILL)
        os.close(watched)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _examine(paper: dict[str, Any], wire: Wire, nursery: Nursery) -> None:
    try:
        read = Paper.of(paper)
        # A submission can also keep us busy, with virtual time that it lets pass; nothing of ours can hold this signal up.
        signal.alarm(round(read.seconds * MOST_TURNS))
        # What the course's own cells ask for; the learner's process has neither.
        os.environ.update(COURSE_GRADING="full", COURSE_LEARNER=read.learner_id)
        wire.send({"result": sit(read, nursery).as_dict()})
        os._exit(0)
    finally:
        os._exit(1)
