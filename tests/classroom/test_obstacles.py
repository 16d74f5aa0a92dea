"""A full disk or a gradebook that somebody else has: told in words, nothing is lost, and the next run completes it."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import InvalidEntry
from sqlalchemy.exc import OperationalError

from grader.classroom.autograde import grade_class
from grader.classroom.course import ClassroomError, open_course
from grader.classroom.obstacles import obstacle

BOOK = "sqlite:////courses/mine/classroom/gradebook.db"
RESUME = "Then run the same command again: nothing is lost, and it goes on from here."
FULL = f"the disk that `/courses/mine/classroom` lies on is full. Make room there. {RESUME}"
LOCKED = (
    "another program, a Formgrader or a command of nbgrader's, is writing into the gradebook "
    f"`/courses/mine/classroom/gradebook.db` and does not come to an end. Wait until it has, or close it. {RESUME}"
)
SQLITE = "(sqlite3.OperationalError) "
IN_WORDS = [
    (OSError(errno.ENOSPC, "No space left on device"), FULL),
    (OSError(errno.EDQUOT, "Disk quota exceeded", "/courses/mine/classroom/autograded"), FULL),
    (OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full")), FULL),
    (InvalidEntry(f"{SQLITE}database or disk is full"), FULL),
    (OperationalError("select", {}, sqlite3.OperationalError("database is locked")), LOCKED),
    (InvalidEntry(f"{SQLITE}database is locked"), LOCKED),
    (InvalidEntry(f"{SQLITE}no such table"), ""),
    (OSError(errno.EACCES, "Permission denied"), ""),
    (ValueError("database is locked"), ""),
]
# The class, a run on a disk with so little room, and one on the same disk with more.
SMALL = """
mount -t tmpfs -o size={kilobytes}k tmpfs {disk} && cp -r {course} {disk}/course && cd {disk}/course || exit 9
{python} -m grader autograde toy
echo "ended with $?"
mount -o remount,size=40m {disk} && {python} -m grader autograde toy && cp -r {disk}/course {after}
"""


@pytest.mark.parametrize("problem, expected", IN_WORDS)
def test_what_stood_in_the_way_is_said_with_place_and_remedy(problem, expected):
    assert expected == obstacle(problem, BOOK)


def test_a_password_of_a_gradebook_elsewhere_is_not_said():
    said = obstacle(InvalidEntry("database is locked"), "postgresql://me:secret@there/book")

    assert "there/book" in said
    assert "secret" not in said


def _held(root, how):
    """Hold the gradebook as another program does that writes into it."""
    other = sqlite3.connect(root / "classroom" / "gradebook.db", isolation_level=None)
    other.execute(f"begin {how}")
    return other


def _impatient(root):
    """Open the course such that it waits a moment and not seconds for a gradebook."""
    course = open_course(root)
    course.coursedir.db_url += "?timeout=0.05"
    return course


def test_a_gradebook_that_cannot_even_be_read_ends_the_run_with_a_sentence(toy):
    toy.hand_in("one", "")
    other = _held(toy.root, "exclusive")
    with pytest.raises(ClassroomError, match=r"another program, .*, is writing into the gradebook `/"):
        list(grade_class(_impatient(toy.root), "toy"))
    other.close()

    assert [""] == [outcome.error for outcome in grade_class(open_course(toy.root), "toy")]


def test_a_gradebook_that_cannot_be_written_is_told_without_a_traceback_and_completed_by_the_next_run(
    toy, in_gradebook, in_folders, capfd, caplog
):
    for learner in ("one", "other"):
        toy.hand_in(learner, "")
    undisturbed = Path(shutil.copytree(toy.root, toy.root.parent / "undisturbed"))
    list(grade_class(open_course(undisturbed), "toy"))
    capfd.readouterr()
    caplog.clear()
    other = _held(toy.root, "immediate")
    first = {each.learner: each.error for each in grade_class(_impatient(toy.root), "toy")}
    other.close()
    said = "".join(capfd.readouterr()) + caplog.text
    second = [each.error for each in grade_class(open_course(toy.root), "toy")]

    assert ["one", "other"] == list(first)
    assert all("This could not be entered: another program" in error for error in first.values())
    assert "Traceback" not in said
    assert ["", ""] == second
    assert in_gradebook(undisturbed) == in_gradebook(toy.root)
    assert in_folders(undisturbed) == in_folders(toy.root)


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can have a disk of its own"
)
@pytest.mark.parametrize("kilobytes", [20, 100])
def test_a_disk_that_becomes_full_loses_nothing_and_the_next_run_completes_the_class(
    toy, tmp_path, in_gradebook, in_folders, kilobytes
):
    for number in range(6):
        toy.hand_in(f"learner-{number}", toy.notebook())
    undisturbed = Path(shutil.copytree(toy.root, tmp_path / "undisturbed"))
    list(grade_class(open_course(undisturbed), "toy"))
    disk, after = tmp_path / "disk", tmp_path / "after"
    disk.mkdir()
    room = sum(4 * -(-each.stat().st_size // 4096) for each in toy.root.rglob("*") if each.is_file())
    script = SMALL.format(
        kilobytes=room + kilobytes, disk=disk, course=toy.root, after=after, python=sys.executable
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], check=False, capture_output=True, text=True, timeout=100
    )
    if "unshare" in done.stderr or done.returncode == 9:
        pytest.skip(f"here nobody can have a disk of their own: {done.stderr}")

    assert "ended with 1\n" in done.stdout
    assert (
        f"the disk that `{disk}/course/classroom` lies on is full. Make room there. {RESUME}" in done.stderr
    )
    assert "Traceback" not in done.stderr
    assert in_gradebook(undisturbed) == in_gradebook(after)
    assert in_folders(undisturbed) == in_folders(after)
