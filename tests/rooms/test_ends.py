"""What a learner's process has started ends with it, in whatever way it tried to leave, with namespaces and without."""

import os
import signal
import time
from pathlib import Path

import pytest

from grader.rooms.examiner.guest import Guest
from grader.rooms.isolation import Level, level
from grader.rooms.isolation.tree import below
from grader.rooms.nursery import Nursery

LAYERS = ("limits", "namespaces", "landlock", "seccomp")
WAYS = {"all": LAYERS, "without namespaces": ("limits", "landlock", "seccomp"), "limits alone": ("limits",)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(set(level().layers) != set(LAYERS), reason=f"this machine has only {level().layers}"),
]

DAEMON = """
import ctypes, os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)  # it asks not to end with its parent
            time.sleep(600)
        os._exit(0)
    os.wait()
"""


def opened(way):
    """A nursery that shuts in by these layers, and the number of its process."""
    before = below(os.getpid())
    nursery = Nursery(Level(WAYS[way]))
    (pid,) = below(os.getpid()) - before
    return nursery, pid


def gone(pids):
    for _ in range(100):
        if not any(map(lives, pids)):
            return True
        time.sleep(0.05)
    return False


def lives(pid):
    """Whether a process is there; one that has ended, and was not waited for by its parent, is not."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False


@pytest.mark.parametrize("way", WAYS)
def test_daemons_end_with_their_submission(way, tmp_path):
    nursery, pid = opened(way)
    try:
        with nursery.birth(tmp_path) as birth:
            guest = Guest(birth.wire)
            guest.run("pass")
            born = below(pid)
            guest.run(DAEMON)
            started = below(pid) - born
            guest.close()

        assert 3 == len(started)
        assert set() == below(pid)
        assert gone(started)
    finally:
        nursery.close()


def test_daemons_end_where_their_nursery_is_killed(tmp_path):
    nursery, pid = opened("all")
    with nursery.birth(tmp_path) as birth:
        guest = Guest(birth.wire)
        guest.run(DAEMON)
        started = below(pid)
        os.kill(pid, signal.SIGKILL)

        assert len(started) > 3
        assert gone(started)
        guest.close()
        nursery._ask = lambda _: None
    nursery.close()


def test_one_submission_ends_and_another_of_the_same_nursery_goes_on(tmp_path):
    nursery, _ = opened("without namespaces")
    homes = tmp_path / "one", tmp_path / "other"
    for home in homes:
        home.mkdir()
    try:
        with nursery.birth(homes[0]) as staying:
            guest = Guest(staying.wire)
            with nursery.birth(homes[1]) as leaving:
                other = Guest(leaving.wire)
                other.run(DAEMON)
                other.close()

            assert "2" == guest.run("1 + 1")[0]["data"]["text/plain"]
            guest.close()
    finally:
        nursery.close()


def test_another_nursery_outlives_what_ends_in_the_first_one(tmp_path):
    nursery, _ = opened("without namespaces")
    other = nursery.another()
    homes = tmp_path / "one", tmp_path / "other"
    for home in homes:
        home.mkdir()
    try:
        with nursery.birth(homes[0]):
            pass
        with other.birth(homes[1]) as birth:
            guest = Guest(birth.wire)

            assert "2" == guest.run("1 + 1")[0]["data"]["text/plain"]
            guest.close()
    finally:
        other.close()
        nursery.close()
