"""`python -m grader.rooms.learner DESCRIPTOR`: learners' processes are born here, as asked over an inherited socket."""

import socket
import sys

from .nursery import tend

tend(socket.socket(fileno=int(sys.argv[1])))
