"""One examiner: papers come over a line, one after the other, and each is examined in a fork of this process.

So nothing of one submission is left when the next one comes.
"""

import gc
import os
import select
import shutil
import signal
import socket
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from grader.checks import RAN_TOO_LONG
from grader.rooms.isolation import hold_memory
from grader.rooms.nursery import Nursery
from grader.rooms.own_folder import OwnFolder
from grader.rooms.services import services_of
from grader.rooms.wire import Wire, WireError

from .minutes import Minutes
from .overtime import OursError, stopped
from .paper import Paper, Result
from .sitting import MOST_PROCESSES, sit
from .warm_up import load_rubrics

__all__ = ["examine_papers"]

# So many times what one cell may take: a paper, in which several cells may be given up; and of ours, one cell.
MOST_TURNS = MOST_PROCESSES + 2
OUR_TURNS = 2
LEAST_ROOM = (
    16  # MB on the disk, for functions' code and for what is noted on the way; a paper takes less than one
)
FEW = 10_000  # objects, after which the collector of garbage looks at them; Python has 700
TOO_LONG = (-signal.SIGALRM, -signal.SIGPROF)
# A cell can make the account too large or too deep for whoever keeps it. What the machine ended (SIGKILL) is no cell's
# doing, and what a cell of the course's ended is a defect of ours.
TOO_MUCH = (1, -signal.SIGSEGV, -signal.SIGABRT)
NOT_EXAMINED = "could not be examined and was left out"


def examine_papers(line: socket.socket, nursery: Nursery) -> None:
    """Examine papers until the other side hangs up. `nursery` is kept as it is: learners are born in forks of it."""
    wire = Wire(line)
    learners = nursery.another()
    with closing(OwnFolder("examiner")) as folder:
        tempfile.tempdir = str(folder.path)
        try:
            while True:
                learners = _examine(wire.receive(), line, nursery, learners)
        except WireError:
            learners.hang_up()
            nursery.close()


def _examine(paper: dict[str, Any], line: socket.socket, nursery: Nursery, learners: Nursery) -> Nursery:
    """Examine a paper, say what came of it on `line`, and return the nursery for the next one."""
    wire = Wire(line)
    if short := _short_of_room():
        wire.send({"broke": short})
        return learners
    minutes, read = Minutes(), Paper.of(paper)
    load_rubrics(read.modules)
    learners.prepare(services_of(read.modules))
    most = read.seconds * MOST_TURNS
    until = time.monotonic() + most
    while code := _one_attempt(read, line, learners, minutes, until):
        # It may have been ended in the middle of a word to the nursery.
        learners.hang_up()
        learners = nursery.another()
        short = _short_of_room()
        _clear_away(Path(tempfile.gettempdir()))
        if short:  # then no cell is to blame, and the minutes may be broken off
            wire.send({"broke": short})
            break
        at, result = minutes.read()
        if result.is_graded:  # what went wrong is only what is shown
            wire.send({"result": result.as_dict()})
            break
        if code in TOO_LONG and at is not None and time.monotonic() >= until:
            wire.send(_in_words(read, result, minutes, most))
            break
        if at is None or not _is_its_doing(code, read.cells[at].kind) or at in result.left_out:
            wire.send({"broke": f"the examination ended with code {code}"})
            break
        why = RAN_TOO_LONG if code in TOO_LONG else NOT_EXAMINED
        result.left_out[at] = f"{read.cells[at].name} {why}."
        minutes.write(at, result)
    minutes.close()
    return learners


def _in_words(paper: Paper, result: Result, minutes: Minutes, most: float) -> dict[str, Any]:
    """Return what to say of a paper whose time has run out."""
    try:
        return {"result": stopped(paper, result, minutes.spent, most).as_dict()}
    except OursError as problem:
        return {"late": str(problem)}


def _one_attempt(paper: Paper, line: socket.socket, learners: Nursery, minutes: Minutes, until: float) -> int:
    """Go on with a paper in a fork, and return the code with which that ended."""
    child = os.fork()
    if child == 0:
        _sit(paper, Wire(line), learners, minutes, until)
    return _ended(child, line)


def _is_its_doing(code: int, kind: str) -> bool:
    """Tell whether a cell of this kind has brought it about that its examination ended with this code."""
    return code in TOO_LONG or (code in TOO_MUCH and kind != "fixed")


def _short_of_room() -> str:
    """Return what to do where the disk has too little room for temporary files, nothing where there is enough."""
    room = tempfile.gettempdir()
    free = shutil.disk_usage(room).free // 1_000_000
    if free >= LEAST_ROOM:
        return ""
    return (
        f"the disk that `{room}` lies on has {free} MB left, and an examination needs {LEAST_ROOM} MB for temporary files. "
        "Make room there, or name a folder on another disk in TMPDIR"
    )


def _clear_away(room: Path) -> None:
    """Remove what was left by a fork that was ended."""
    for each in room.iterdir():
        shutil.rmtree(each, ignore_errors=True)


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


def _sit(paper: Paper, wire: Wire, learners: Nursery, minutes: Minutes, until: float) -> NoReturn:
    def begin(at: int, so_far: Result) -> None:
        for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
        minutes.write(at, so_far)
        # A submission can also keep us busy, with virtual time that it lets pass; nothing of ours can hold these signals
        # up. For one cell, processor time counts: on a machine with too much to do, real time would pass by itself.
        signal.setitimer(signal.ITIMER_REAL, max(until - time.monotonic(), 0.001))
        signal.setitimer(signal.ITIMER_PROF, paper.seconds * OUR_TURNS)

    try:
        # Most of what a paper makes lives as long as it does: to look for garbage in it is in vain.
        gc.set_threshold(FEW)
        hold_memory(paper.limits)
        # What the course's own cells ask for; the learner's process has neither.
        os.environ.update(COURSE_GRADING="full", COURSE_LEARNER=paper.learner_id)
        result = sit(paper, learners, minutes.read()[1], begin)
        short = _short_of_room()  # then a function may have failed for it
        wire.send({"broke": short} if short else {"result": result.as_dict()})
        os._exit(0)
    finally:
        os._exit(1)
