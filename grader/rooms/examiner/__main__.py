"""`python -m grader.rooms.examiner DESCRIPTOR`: examines papers that come over an inherited socket, one after the other.

Everything that is slow to load is loaded once. Each paper is examined in a fork of this process, so that nothing of
one submission is left when the next one comes.
"""

import os
import socket
import sys
from typing import Any

from course.cloud import Account
from grader import rubrics
from grader.rooms.nursery import Nursery
from grader.rooms.wire import Wire, WireError

from .paper import Paper
from .sitting import sit


def main(descriptor: int) -> None:
    """Examine papers until the other side hangs up."""
    wire = Wire(socket.socket(fileno=descriptor))
    nursery = Nursery()
    _warm_up()
    try:
        while True:
            paper = wire.receive()
            child = os.fork()
            if child == 0:
                _examine(paper, wire, nursery)
            _, status = os.waitpid(child, 0)
            if code := os.waitstatus_to_exitcode(status):
                wire.send({"broke": f"the examination ended with code {code}"})
    except WireError:
        nursery.close()


def _examine(paper: dict[str, Any], wire: Wire, nursery: Nursery) -> None:
    try:
        read = Paper.of(paper)
        # What the course's own cells ask for; the learner's process has neither.
        os.environ.update(COURSE_GRADING="full", COURSE_LEARNER=read.learner_id)
        wire.send({"result": sit(read, nursery).as_dict()})
        os._exit(0)
    finally:
        os._exit(1)


def _warm_up() -> None:
    for exercise in rubrics.ids():
        rubrics.exercise(exercise)
    with Account() as account:
        for service in ("dynamodb", "events", "iam", "lambda", "s3", "sns", "sqs", "stepfunctions"):
            account.client(service)
        account.client("sqs").list_queues()
        account.client("sns").list_topics()


main(int(sys.argv[1]))
