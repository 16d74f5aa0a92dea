"""A folder stays as long as a process that has it lives, and is removed by the next start where all were killed."""

import contextlib
import os
import signal
import sys
import tempfile
import threading
import time
from unittest import mock

import pytest

from grader.rooms import own_folder, warm
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiners import Examiner, ExaminerError
from grader.rooms.isolation.tree import below
from grader.rooms.own_folder import OwnFolder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is graded there")

MOMENTS = (0.0, 0.3, 0.9, 1.6, 2.6)  # real seconds after an examiner was asked for
PAPER = Paper(
    (
        Cell("import time\ntime.sleep(1)\nready = [1, 2]", "own", "one"),
        Cell("float(len(ready))", "grade", "two"),
    ),
    "somebody",
)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """The folder of temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _child(work):
    """Fork a process that does `work` and then waits; return its number when the work is done."""
    done, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os.write(say, b"!")
            time.sleep(60)
        finally:
            os._exit(1)
    os.close(say)
    assert b"!" == os.read(done, 1)
    os.close(done)
    return pid


def _killed(pid):
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _made(kind):
    path = OwnFolder(kind).path
    (path / "below").mkdir()
    (path / "below" / "file").touch()


def test_a_folder_is_there_until_it_is_closed(room):
    folder = OwnFolder("examiner")
    (folder.path / "file").touch()
    assert [folder.path] == list(room.iterdir())

    folder.close()
    assert [] == list(room.iterdir())


def test_the_folder_of_a_killed_process_is_removed_by_the_next_one_of_its_kind(room):
    _killed(_child(lambda: _made("examiner")))
    _killed(_child(lambda: _made("nursery")))
    left = {path.name.rpartition("-")[0] for path in room.iterdir()}
    next_one = OwnFolder("examiner")
    there = {path.name.rpartition("-")[0] for path in room.iterdir() if path != next_one.path}

    assert {"course-examiner", "course-nursery"} == left
    assert {"course-nursery"} == there
    next_one.close()


def test_the_folder_of_a_living_process_stays_also_where_only_a_fork_of_its_owner_lives(room):
    def made_and_forked():
        _made("examiner")
        if os.fork() == 0:
            (room / "fork").write_text(str(os.getpid()), encoding="ascii")
            time.sleep(60)

    living, owner = _child(lambda: _made("examiner")), _child(made_and_forked)
    while not (room / "fork").exists() or not (room / "fork").read_text(encoding="ascii"):
        time.sleep(0.01)
    _killed(owner)
    OwnFolder("examiner").close()
    stayed = len(list(room.glob("course-*")))
    os.kill(int((room / "fork").read_text(encoding="ascii")), signal.SIGKILL)
    _killed(living)

    assert 2 == stayed


def test_what_is_no_folder_of_this_users_stays(room):
    target = room / "target"
    target.mkdir()
    (room / "course-examiner-linked00").symlink_to(target)
    (room / "course-examiner-file0000").touch()
    (room / "examiner-notebook").mkdir()
    if os.getuid() == 0:
        (room / "course-examiner-foreign0").mkdir()
        os.chown(room / "course-examiner-foreign0", 12345, 12345)
    before = set(room.iterdir())
    OwnFolder("examiner").close()

    assert before == set(room.iterdir())


def test_who_makes_and_who_removes_at_once_do_not_disturb_each_other(room):
    def make_many():
        for _ in range(200):
            folder = OwnFolder("examiner")
            (folder.path / "file").touch()  # raises where it was taken away
            folder.close()

    children = [_child(make_many) for _ in range(4)]
    for pid in children:
        _killed(pid)

    OwnFolder("examiner").close()
    assert [] == list(room.iterdir())


def test_a_folder_that_somebody_is_removing_while_it_is_made_is_let_go(room, monkeypatch):
    import fcntl

    really, removing = own_folder._opened, []

    def opened(folder):
        if not removing:
            removing.extend([folder, really(folder)])
            fcntl.flock(removing[1], fcntl.LOCK_EX)
        return really(folder)

    monkeypatch.setattr(own_folder, "_opened", opened)
    made = OwnFolder("examiner")
    os.close(removing[1])

    assert made.path != removing[0]
    made.close()


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_is_left_of_examiners_that_were_killed_once_others_have_started(tmp_path, moment):
    with mock.patch.dict(os.environ, TMPDIR=str(tmp_path)):
        warm.close()
        warm.start()
        asking = threading.Thread(target=_ask)
        asking.start()
        time.sleep(moment)
        _kill_all()
        asking.join()
        examiner = Examiner()
        points = examiner.examine(PAPER).outputs[1][-1]["data"]["text/plain"]
        examiner.close()
        warm.close()

    assert "2.0" == points
    assert [] == list(tmp_path.iterdir())


def _ask():
    with contextlib.suppress(ExaminerError, OSError, ValueError):
        examiner = Examiner()
        try:
            examiner._examined(PAPER)
        finally:
            examiner.close()


def _kill_all():
    """Kill the warm process, its nursery and examiners, and all below them, as a machine does that goes down."""
    pid = warm.pid()
    for each in (pid, *below(pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
