"""`python -m grader.rooms.examiner DESCRIPTOR`: examiners are forked here, as asked over an inherited socket.

What all of them use, and is slow to load, is loaded once. With each request comes the line on which one gets its
papers; its words are the modules that these will ask for, as far as that is known. The answer is the number of its process.
"""

import os
import signal
import socket
import sys

from grader.rooms.loading import loading

MOST_BYTES = 4_096  # of a request


def main(descriptor: int) -> None:
    """Fork examiners until the other side hangs up; each ends when its own line does."""
    control = socket.socket(fileno=descriptor)
    with loading():
        from grader.rooms.nursery import Nursery

        nursery = Nursery()  # it loads what learners use while this process does so with what examiners use
        from .lane import examine_papers
        from .warm_up import load_rubrics, load_services

        load_services()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for examiners
    while ends := (asked := socket.recv_fds(control, MOST_BYTES, 1))[1]:
        line = socket.socket(fileno=ends[0])
        load_rubrics(asked[0].decode().split())
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


main(int(sys.argv[1]))
