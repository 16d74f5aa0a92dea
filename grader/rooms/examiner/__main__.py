"""`python -m grader.rooms.examiner DESCRIPTOR`: examines papers that come over an inherited socket, one after the other.

Everything that is slow to load is loaded once. Each paper is examined in a fork of this process, so that nothing of
one submission is left when the next one comes.
"""

import gc
import os
import select
import signal
import socket
import sys
from typing import Any

from course.cloud import Account
from grader import notebook, rubrics
from grader.checks import examine
from grader.rooms.nursery import Nursery
from grader.rooms.wire import Wire, WireError

from .paper import Paper
from .sitting import MOST_PROCESSES, sit

SERVICES = ("dynamodb", "events", "iam", "lambda", "s3", "sns", "sqs", "stepfunctions")

# So many times what one cell may take: as many cells as may be given up, and the rest of the paper.
MOST_TURNS = MOST_PROCESSES + 2


def main(descriptor: int) -> None:
    """Examine papers until the other side hangs up."""
    line = socket.socket(fileno=descriptor)
    wire = Wire(line)
    nursery = Nursery()
    _warm_up()
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


def _warm_up() -> None:
    """Load what papers use at their first turn: rubrics, services, and the pictures of a report."""
    for exercise in rubrics.ids():
        rubrics.exercise(exercise)
        notebook.bundle(examine(rubrics.exercise(exercise), {}, learner_id=rubrics.AUTHOR, grading=True))
    with Account() as account:
        for service in SERVICES:
            account.client(service)
        _call_once(account)
    # A fork shares memory with its parent until one of them writes; the collector would write to all of it.
    gc.collect()
    gc.freeze()


def _call_once(account: Account) -> None:
    """Have each service answer: moto imports it, and both sides read its description, at the first call."""
    account.client("sqs").list_queues()
    account.client("sns").list_topics()
    account.client("dynamodb").list_tables()
    account.client("events").list_rules()
    account.client("iam").list_roles()
    account.client("lambda").list_functions()
    account.client("s3").list_buckets()
    account.client("stepfunctions").list_state_machines()


main(int(sys.argv[1]))
