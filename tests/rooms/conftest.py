"""A nursery, and the learners' processes that are born there, as guests of the examiner."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from grader.rooms.examiner.guest import Guest
from grader.rooms.nursery import Nursery


@pytest.fixture(scope="session")
def nursery():
    """One warm process that forks learners' processes."""
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def new_guest(nursery):
    """Have learners' processes born: ``with new_guest() as guest``."""

    @contextlib.contextmanager
    def born(limits=None, held_up=float):
        with tempfile.TemporaryDirectory() as home, nursery.birth(Path(home), limits) as birth:
            guest = Guest(birth.wire, held_up)
            try:
                yield guest
            finally:
                guest.close()

    return born


@pytest.fixture
def guest(new_guest):
    """One learner's process."""
    with new_guest() as born:
        yield born
