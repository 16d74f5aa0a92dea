"""`python -m grader.rooms.examiner DESCRIPTOR`: examiners are forked here, as asked over an inherited socket.

Everything that is slow to load is loaded once, for all of them. With each request comes the line on which one gets its
papers; the answer is the number of its process.
"""

import gc
import os
import signal
import socket
import sys

from course.cloud import Account
from grader import notebook, rubrics
from grader.checks import examine
from grader.rooms.nursery import Nursery
from grader.rooms.services import SERVICES

from .lane import examine_papers


def main(descriptor: int) -> None:
    """Fork examiners until the other side hangs up; each ends when its own line does."""
    control = socket.socket(fileno=descriptor)
    nursery = Nursery()
    _warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for examiners
    while ends := socket.recv_fds(control, 1, 1)[1]:
        line = socket.socket(fileno=ends[0])
        learners = nursery.another()
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            nursery.hang_up()
            try:
                examine_papers(line, learners)
            finally:
                os._exit(0)
        line.close()
        learners.hang_up()
        control.sendall(b"%d\n" % pid)
    nursery.close()


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
