"""A class is graded on a real cluster, one scheduler and two workers, also where a worker dies in the middle of it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from distributed import Client

from grader.classroom.autograde import grade_class
from grader.classroom.cluster import Cluster
from grader.classroom.course import open_course

ROOT = Path(__file__).parents[2]
# What would take seconds: a worker in which a paper comes to ten points at once, or ends the worker.
QUICK = """
import os

from grader.classroom import edition

NUMBER = {"output_type": "execute_result", "data": {"text/plain": "10.0"}, "metadata": {}, "execution_count": 1}


def examine(paper):
    if any("ends the worker" in cell["source"] for cell in paper["cells"]):
        os._exit(1)
    graded = [at for at, cell in enumerate(paper["cells"]) if cell["kind"] == "grade"]
    return {"result": {"outputs": {at: [NUMBER] for at in graded}, "left_out": {}, "level": "none", "is_graded": True}}


edition.examine_plain = examine
"""

pytestmark = [pytest.mark.kernel, pytest.mark.slow]


class Machines:
    """A scheduler and workers on this machine, each worker with a guard (Dask's nanny) that replaces it when it dies."""

    def __init__(self, folder, failures):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self._folder = folder
        self._environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
        }
        self._started = []
        port = self.address.rpartition(":")[2]
        self._start("distributed.cli.dask_scheduler", "--port", port, "--no-show")

    def __enter__(self):
        self.client = Client(self.address, timeout=60, set_as_default=False)
        return self

    def __exit__(self, *_):
        self.client.close()
        # A guard that is asked to end while it replaces a worker may stay.
        for process in reversed(self._started):
            for each in _all_below(process.pid):
                _kill(each)
            process.wait()

    def worker(self, threads, *words):
        """Start a worker and return the number of its process."""
        before = set(self.pids())
        folder = str(self._folder / f"worker-{len(self._started)}")
        options = ("--nworkers", "1", "--nthreads", str(threads), "--local-directory", folder)
        self._start("distributed.cli.dask_worker", self.address, *options, *words)
        _until(lambda: set(self.pids()) - before)
        (pid,) = set(self.pids()) - before
        return pid

    def pids(self):
        return list(self.client.run(os.getpid).values())

    def has_papers(self, pid):
        """Tell whether the worker of this process has papers now."""
        (address,) = (address for address, its in self.client.run(os.getpid).items() if its == pid)
        return any("examine_alike" in key for key in self.client.processing([address])[address])

    def _start(self, module, *words):
        command = [
            sys.executable,
            "-m",
            module,
            *words,
            "--host",
            "127.0.0.1",
            "--dashboard-address",
            "127.0.0.1:0",
        ]
        with (self._folder / "log.txt").open("a", encoding="utf-8") as log:
            self._started.append(subprocess.Popen(command, stdout=log, stderr=log, env=self._environment))


@pytest.fixture
def machines(tmp_path):
    folder = tmp_path / "machines"
    folder.mkdir()
    with contextlib.ExitStack() as stack:
        yield lambda failures=3: stack.enter_context(Machines(folder, failures))


def _until(seen):
    for _ in range(1200):
        if found := seen():
            return found
        time.sleep(0.05)
    raise AssertionError("this did not come")


def _all_below(pid):
    """The process, and all that it has started."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _kill(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()


def _alive(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_worker_that_is_killed_is_replaced_and_the_gradebook_is_that_of_one_machine(
    toy, machines, in_gradebook, in_folders
):
    for number in range(8):
        times = 1 + number % 3
        toy.hand_in(f"learner-{number}", toy.notebook(e1=f"def double(number):\n    return number * {times}"))
    toy.hand_in("learner-cut", "{")
    local = Path(shutil.copytree(toy.root, toy.root.parent / "local"))
    cluster = machines()
    doomed = cluster.worker(2)
    others = cluster.worker(1)
    ended = []

    def kill():
        _until(lambda: cluster.has_papers(doomed) and len(_all_below(doomed)) > 1)
        ended.extend(_all_below(doomed))
        _kill(ended[0])

    killing = threading.Thread(target=kill)
    killing.start()
    lanes = Cluster(cluster.address, print)
    outcomes = {
        outcome.learner: outcome.error for outcome in grade_class(open_course(toy.root), "toy", lanes=lanes)
    }
    killing.join()
    _until(lambda: len(cluster.pids()) == 2)

    assert {""} == set(outcomes.values())
    assert {""} == {outcome.error for outcome in grade_class(open_course(local), "toy")}
    assert in_gradebook(local) == in_gradebook(toy.root)
    assert in_folders(local) == in_folders(toy.root)
    assert doomed not in cluster.pids()
    assert others in cluster.pids()
    assert len(ended) > 1
    _until(lambda: not any(map(_alive, ended)))


def test_a_paper_that_ends_every_worker_is_told_and_the_others_are_graded(toy, machines, tmp_path):
    for learner in ("a", "b", "c", "d"):
        toy.hand_in(learner, toy.notebook())
    toy.hand_in("bad", toy.notebook(e2="# ends the worker"))
    (tmp_path / "quick.py").write_text(QUICK, encoding="utf-8")
    cluster = machines(failures=1)
    # All papers are with one worker, so that each time the bad one takes others along.
    cluster.worker(3, "--preload", str(tmp_path / "quick.py"))
    lanes = Cluster(cluster.address, print)
    outcomes = {
        outcome.learner: outcome.error for outcome in grade_class(open_course(toy.root), "toy", lanes=lanes)
    }

    assert outcomes.pop("bad").startswith("No examiner could examine this: 2 workers ended while they had it")
    assert dict.fromkeys("abcd", "") == outcomes
