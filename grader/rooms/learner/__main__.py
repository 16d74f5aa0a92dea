"""`python -m grader.rooms.learner DESCRIPTOR`: learners' processes are born here, as asked over an inherited socket."""

import socket
import sys

from grader.rooms.loading import loading

with loading():
    from .nursery import tend

tend(socket.socket(fileno=int(sys.argv[1])))
