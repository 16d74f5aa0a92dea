"""A run that is killed at any moment is completed by the next one: the same gradebook, the same folders."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import nbformat
import pytest
import turns

from grader.classroom import entries, lanes, shelf
from grader.classroom.autograde import grade_class
from grader.classroom.course import open_course

LEARNERS = [f"learner-{number:02}" for number in range(1, 13)]
ROUNDS = 24  # each with moments of its own; a third of them each day


@pytest.fixture
def handed_in(toy):
    """Twelve submissions, of which two cannot be read."""
    for number, learner in enumerate(LEARNERS):
        toy.hand_in(learner, toy.notebook(e1=f"def double(number):\n    return number * {1 + number % 3}"))
    for learner in LEARNERS[3:5]:
        toy.hand_in(learner, nbformat.writes(toy.notebook())[:100])
    return toy


@pytest.fixture
def told(handed_in, course, monkeypatch):
    """Grade the class once with examiners; from then on their answers are told from memory, after a moment."""
    answers, asked = {}, []

    def examine(paper, really=lanes.examine_plain):
        answers[paper["learner_id"]] = really(paper)
        return answers[paper["learner_id"]]

    def tell(paper):
        asked.append(paper["learner_id"])
        time.sleep(0.002)
        return answers[paper["learner_id"]]

    monkeypatch.setattr(lanes, "examine_plain", examine)
    fresh = shutil.copytree(handed_in.root, handed_in.root.parent / "fresh")
    list(grade_class(course, "toy"))
    monkeypatch.setattr(lanes, "examine_plain", tell)
    return fresh, asked


def _grade(root):
    for outcome in grade_class(open_course(root), "toy"):
        assert "" == outcome.error


def _killed(root, after):
    """Grade in a process of its own, kill that after so many seconds; tell whether it was still at work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # no other thread is alive here
        child = os.fork()
    if child == 0:
        try:
            _grade(root)
            os._exit(0)
        finally:
            os._exit(1)
    until = time.monotonic() + after
    while time.monotonic() < until and not _ended(child):
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _ended(child):
    # It is not waited for yet, so that nobody else can have its number.
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


@pytest.mark.kernel
@pytest.mark.slow
def test_kills_at_random_moments_change_nothing(handed_in, told, in_gradebook, in_folders):
    fresh, _ = told
    expected = in_gradebook(handed_in.root), in_folders(handed_in.root)
    started = time.perf_counter()
    _grade(Path(shutil.copytree(fresh, fresh.parent / "undisturbed")))
    longest = time.perf_counter() - started
    rounds = turns.todays(range(ROUNDS), 3)
    killed = 0
    for number in rounds:
        chance = random.Random(number)
        root = Path(shutil.copytree(fresh, fresh.parent / f"round-{number}"))
        killed += sum(_killed(root, chance.uniform(0, longest)) for _ in range(2))
        _grade(root)

        assert expected == (in_gradebook(root), in_folders(root))

    assert killed >= len(rounds) / 2


@pytest.mark.kernel
@pytest.mark.slow
def test_what_was_complete_when_the_run_was_killed_is_not_examined_again(
    handed_in, told, in_gradebook, in_folders, monkeypatch
):
    fresh, asked = told
    expected = in_gradebook(handed_in.root), in_folders(handed_in.root)
    for step in ("enter", "really_commit", "put"):
        root = Path(shutil.copytree(fresh, fresh.parent / step))
        with monkeypatch.context() as patched:
            _end_at(patched, step, LEARNERS[6])
            ended = _killed(root, 60) is False
        asked.clear()
        _grade(root)

        assert ended
        assert LEARNERS[6] not in asked
        assert expected == (in_gradebook(root), in_folders(root))


def _end_at(patched, step, learner):
    """Let the process end just before it takes a step of writing one learner's submission."""
    owner = {"enter": entries.Entries, "really_commit": entries._Patient, "put": shelf.Shelf}[step]
    really, completed = getattr(owner, step), shelf.Shelf.complete
    now = []

    def complete(self, *words):
        now[:] = [learner] if learner in str(self.waits_in) else []
        completed(self, *words)

    def do(self, *words):
        if now:
            os._exit(1)
        return really(self, *words)

    patched.setattr(shelf.Shelf, "complete", complete)
    patched.setattr(owner, step, do)


def _kill_session(session):
    """Kill a command with its examiners, nurseries and learners' processes: all that it has started."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(folder.name)) == session:
                os.kill(int(folder.name), signal.SIGKILL)


@pytest.mark.kernel
@pytest.mark.slow
def test_a_whole_tree_of_processes_is_killed_and_the_next_run_completes_it(
    handed_in, told, in_gradebook, in_folders
):
    fresh, _ = told
    command = [sys.executable, "-m", "grader", "autograde", "toy"]
    for after in (4.0, 7.0):
        run = subprocess.Popen(command, cwd=fresh, start_new_session=True, stdout=subprocess.DEVNULL)
        time.sleep(after)
        _kill_session(run.pid)
        run.wait()
    subprocess.run(command, cwd=fresh, check=True, stdout=subprocess.DEVNULL)

    assert in_gradebook(handed_in.root) == in_gradebook(fresh)
    assert in_folders(handed_in.root) == in_folders(fresh)
