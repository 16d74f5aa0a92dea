"""A learner's process, and the examiner's end of the line to it."""

import contextlib
import socket
import subprocess
import sys

import pytest

from grader.rooms.examiner.guest import Guest
from grader.rooms.wire import Wire


@contextlib.contextmanager
def opened():
    """Start a learner's process and yield it as the examiner's guest."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader.rooms.learner", str(theirs.fileno())], pass_fds=[theirs.fileno()]
    )
    theirs.close()
    wire = Wire(ours)
    try:
        yield Guest(wire)
    finally:
        wire.close()
        process.wait(20)


@pytest.fixture(scope="session")
def new_guest():
    """Start learner's processes: ``with new_guest() as guest``."""
    return opened


@pytest.fixture
def guest():
    """One learner's process."""
    with opened() as started:
        yield started
