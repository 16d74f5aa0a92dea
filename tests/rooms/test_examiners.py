"""An examiner that dies is replaced and its paper tried again once; one whose grader is gone ends what it is doing."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.rooms import examiners, warm
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiner.sitting import WITHHELD
from grader.rooms.examiners import Examiner, ExaminerError
from grader.rooms.isolation import Limits
from grader.rooms.isolation.kernel import LINUX
from grader.rooms.isolation.tree import below

POINTS = Cell("float(len(ready))", "grade", "Cell e1_grade")
LEARNERS = Cell("ready = [1, 2]", "own", "Cell e1_solution")
SHOWS = Cell("len(ready)", "own", "Code cell 3")
LATER = Cell("float(sum(ready))", "grade", "Cell e3_grade")
# What nothing but the time of the whole paper ends.
ASLEEP = Cell("import time\ntime.sleep(60)", "grade", "Cell e4_grade")
SLOW = Cell("import time\ntime.sleep(4)", "own", "Code cell 2")
# What ends the examiner itself can only be the course's own text, so a defect of ours.
DEFECT = Cell("import os\nos._exit(7)", "grade", "Cell e2_grade")


# Virtual time costs none, but what happens in it is our work: an event a minute, for two million years.
BUSY = Cell(
    "from course.cloud import Account\n"
    "account = Account().start()\n"
    "account.client('events').put_rule(Name='r', ScheduleExpression='rate(1 minute)')\n"
    "account.clock.advance(10**9)",
    "own",
    "Code cell 1",
)


# Whatever it keeps in its account is in our memory.
FILLING = Cell(
    "import boto3\n"
    "from course.cloud import Account\n"
    "account = Account().start()\n"
    "store = boto3.client('s3')\n"
    "store.create_bucket(Bucket='much')\n"
    "block = b'x' * 20_000_000\n"
    "for number in range(200):\n"
    "    store.put_object(Bucket='much', Key=str(number), Body=block)\n",
    "own",
    "Code cell 1",
)


@pytest.fixture(scope="module")
def examiner():
    started = Examiner()
    yield started
    started.close()


def _value(result, at):
    return result.outputs[at][-1]["data"]["text/plain"]


def _alive(pid):
    return Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text(
        encoding="ascii"
    )


def _kill(pid):
    for each in (pid, *below(pid)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _until(seen):
    for _ in range(600):
        if seen():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.kernel
def test_the_paper_of_an_examiner_that_dies_is_examined_by_another_one(examiner):
    examiner.examine(Paper((LEARNERS, POINTS), "somebody"))
    first = examiner.pid
    killed = threading.Timer(1.0, _kill, (first,))
    killed.start()
    result = examiner.examine(Paper((LEARNERS, SLOW, POINTS), "somebody"))
    killed.join()

    assert "2.0" == _value(result, 2)
    assert first != examiner.pid
    assert not _alive(first)


@pytest.mark.kernel
def test_a_paper_that_ends_two_examiners_is_told_and_the_next_one_is_examined(examiner):
    with pytest.raises(ExaminerError, match="the examination ended with code 7"):
        examiner.examine(Paper((LEARNERS, DEFECT), "somebody"))

    assert "2.0" == _value(examiner.examine(Paper((LEARNERS, POINTS), "somebody")), 1)


@pytest.mark.kernel
@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="without pidfd it ends when its cells have had their time"
)
def test_nothing_is_left_where_the_grader_is_gone(examiner):
    before = below(warm.pid())
    gone = Examiner()
    endless = Paper((Cell("while True:\n    pass", "own", "Code cell 1"), POINTS), "somebody", seconds=300)

    def wait():
        with contextlib.suppress(ExaminerError):
            gone._examined(endless)

    waiting = threading.Thread(target=wait)
    waiting.start()
    # Examiner, its fork for the paper, its nursery, the learner's process.
    begun = _until(lambda: len(below(warm.pid()) - before) >= 4)
    started = below(warm.pid()) - before
    gone._wire._end.shutdown(2)
    waiting.join(30)

    assert begun
    assert _until(lambda: not any(_alive(pid) for pid in started))
    gone.close()


@pytest.mark.kernel
def test_examiners_are_forked_from_one_warm_process_which_is_replaced_where_it_ended(examiner):
    first = warm.pid()
    another = Examiner()
    same = warm.pid()
    os.kill(first, signal.SIGKILL)
    third = Examiner()
    paper = Paper((LEARNERS, POINTS), "somebody")

    assert first == same != warm.pid()
    assert ["2.0"] * 3 == [_value(each.examine(paper), 1) for each in (examiner, another, third)]
    another.close()
    third.close()


def test_papers_go_in_and_come_out_as_plain_data(monkeypatch):
    asked = []

    class Broken:
        def examine(self, paper):
            asked.append(paper)
            raise ExaminerError("the examination ended with code -9")

    monkeypatch.setattr(examiners, "_idle", [Broken()])
    paper = Paper((LEARNERS, POINTS), "somebody")
    answer = examiners.examine_plain(paper.as_dict())

    assert {"broke": "the examination ended with code -9"} == answer
    assert [paper] == asked
    assert 1 == len(examiners._idle)
    examiners._idle.clear()


@pytest.mark.kernel
def test_a_cell_that_keeps_the_examiner_busy_is_left_out_and_costs_no_other_one_anything(examiner):
    first = examiner.pid
    result = examiner.examine(Paper((LEARNERS, POINTS, BUSY, POINTS), "somebody", seconds=1))

    assert {2: "Code cell 1 ran too long and was stopped."} == result.left_out
    assert ["2.0", "2.0"] == [_value(result, 1), _value(result, 3)]
    assert first == examiner.pid


@pytest.mark.kernel
def test_what_was_graded_before_the_time_ran_out_keeps_its_points_and_the_rest_is_left_out_with_a_reason(
    examiner,
):
    first = examiner.pid
    result = examiner.examine(
        Paper((LEARNERS, POINTS, *[BUSY] * 20, SHOWS, POINTS, LATER), "somebody", seconds=0.5)
    )
    after = examiner.examine(Paper((LEARNERS, POINTS), "somebody"))

    assert "2.0" == _value(result, 1)
    assert [23, 24] == [at for at, why in result.left_out.items() if "time ran out" in why]
    assert {23, 24}.isdisjoint(result.outputs)
    assert result.left_out[24] == (
        "The time ran out: the cells of a notebook may take 5 s together, and the longest here was "
        f"{BUSY.name}. What had not been graded by then was left out. Make that cell faster, and hand in again."
    )
    assert "2.0" == _value(after, 1)
    assert first == examiner.pid


@pytest.mark.kernel
def test_what_a_page_shows_is_withheld_where_the_time_ran_out_before_it_could_be_shown(examiner):
    result = examiner.examine(Paper((LEARNERS, POINTS, SHOWS, ASLEEP), "somebody", seconds=0.2))

    assert "the longest here was Cell e4_grade" in result.left_out[3]
    assert [WITHHELD] == result.outputs[2]
    assert not result.is_graded


@pytest.mark.kernel
def test_a_paper_whose_time_went_into_cells_of_the_courses_own_is_a_defect_of_ours_and_is_tried_once(
    examiner,
):
    first = examiner.pid
    asleep = replace(ASLEEP, kind="fixed", name="Cell setup")
    with pytest.raises(ExaminerError, match="the course's own cells took most of the 2 s") as told:
        examiner.examine(Paper((asleep, LEARNERS, POINTS), "somebody", seconds=0.2))

    assert "the longest was Cell setup" in str(told.value)
    assert first == examiner.pid


@pytest.mark.kernel
@pytest.mark.skipif(not LINUX, reason="only there memory has a limit")
def test_a_cell_that_fills_the_examiners_memory_ends_in_an_error_and_costs_no_other_one_anything(examiner):
    limits = Limits(memory=1_000)
    result = examiner.examine(Paper((LEARNERS, POINTS, FILLING, POINTS), "somebody", limits=limits))

    # What the system has left decides whether there is room for an error, and for running it once more to show that.
    shown = result.outputs.get(2, [])
    assert result.left_out or "MemoryError" in str(shown) or shown == [WITHHELD]
    assert ["2.0", "2.0"] == [_value(result, 1), _value(result, 3)]


@pytest.mark.kernel
def test_a_defect_in_a_cell_of_the_courses_own_is_told_as_one(examiner):
    fixed = Cell("1 / 0", "fixed", "Cell setup")
    with pytest.raises(ExaminerError, match="ended with code 1"):
        examiner.examine(Paper((fixed, LEARNERS, POINTS), "somebody"))


ON_A_FULL_DISK = """
mount -t tmpfs -o size=2m tmpfs {room} || exit 9
TMPDIR={room} {python} - <<'END'
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiners import ExaminerError, examine
try:
    examine(Paper((Cell("ready = [1, 2]", "own", "one"), Cell("float(len(ready))", "grade", "two")), "somebody"))
except ExaminerError as problem:
    print(problem)
END
"""


@pytest.mark.kernel
@pytest.mark.skipif(
    not LINUX or os.getuid() != 0, reason="only there, and only root, can have a disk of its own"
)
def test_a_disk_without_room_for_temporary_files_costs_no_points_and_is_told(tmp_path):
    script = ON_A_FULL_DISK.format(room=tmp_path, python=sys.executable)
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], check=False, capture_output=True, text=True, timeout=100
    )
    if "unshare" in done.stderr or done.returncode == 9:
        pytest.skip(f"here nobody can have a disk of their own: {done.stderr}")

    assert re.search(
        rf"the disk that `{tmp_path}/.*` lies on has [12] MB left, and an examination needs 16 MB",
        done.stdout,
    )


@pytest.mark.kernel
@pytest.mark.skipif(not LINUX, reason="elsewhere nobody can tell what is below a process")
def test_a_paper_that_was_stopped_leaves_no_process(examiner):
    examiner.examine(Paper((LEARNERS, POINTS), "somebody"))
    processes = below(warm.pid())
    examiner.examine(Paper((BUSY, LEARNERS, POINTS), "somebody", seconds=1))

    assert _until(lambda: len(below(warm.pid())) <= len(processes))
