"""`python -m grader.rooms.learner DESCRIPTOR`: a learner's process that listens at a socket it has inherited."""

import socket
import sys

from grader.rooms.wire import Wire

from .service import Service

Service(Wire(socket.socket(fileno=int(sys.argv[1])))).listen()
