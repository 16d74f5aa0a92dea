"""Whatever is wrong with a cluster is said in a sentence, and the next run completes what this one began."""

import subprocess
import sys
from concurrent.futures import Future
from dataclasses import dataclass, field

import pytest
from distributed.scheduler import KilledWorker
from typer.testing import CliRunner

from grader.classroom import autograde, cluster, edition
from grader.classroom.autograde import grade_class
from grader.classroom.cluster import Cluster, connected
from grader.classroom.course import ClassroomError
from grader.cli import app

ADDRESS = "tcp://127.0.0.1:8786"
OURS = edition.edition()


@dataclass
class FakeClient:
    """A client whose `threads` are read at each look (the last stays), and whose answers to papers are `said`."""

    threads: list[int] = field(default_factory=lambda: [2])
    editions: dict[str, object] = field(default_factory=dict)
    scheduler: object = field(default_factory=lambda: dict(OURS))
    said: list[object] = field(default_factory=list)
    status: str = "running"
    closed: int = 0

    def nthreads(self):
        now = self.threads.pop(0) if len(self.threads) > 1 else self.threads[0]
        return {f"tcp://127.0.0.1:{number}": 1 for number in range(now)}

    def run(self, asked, on_error):
        return self.editions or {"tcp://127.0.0.1:1": asked()}

    def run_on_scheduler(self, asked):
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler

    def get_executor(self, retries, pure):
        return self

    def submit(self, work, paper, asked):
        future = Future()
        answer = self.said.pop(0) if self.said else _full_points(paper)
        if answer == "dropped":
            future.cancel()
            future.set_running_or_notify_cancel()
        elif isinstance(answer, Exception):
            future.set_exception(answer)
        elif answer is not None:
            future.set_result(answer)
        return future

    def close(self):
        self.closed += 1


def _full_points(paper):
    number = {
        "output_type": "execute_result",
        "data": {"text/plain": "10.0"},
        "metadata": {},
        "execution_count": 1,
    }
    graded = [at for at, cell in enumerate(paper["cells"]) if cell["kind"] == "grade"]
    return {
        "result": {
            "outputs": {at: [number] for at in graded},
            "left_out": {},
            "level": "none",
            "is_graded": True,
        }
    }


@pytest.fixture
def lines():
    return []


@pytest.fixture
def lanes(monkeypatch, lines):
    """Lanes of a cluster that a fake client is connected to. They look often, and give up soon."""
    monkeypatch.setattr(cluster, "LOOK", 0.005)

    def made(client, address=ADDRESS):
        return Cluster(address, lines.append, connect=lambda _: client, patience=0.05)

    return made


def _refused(lanes):
    with pytest.raises(ClassroomError) as caught, lanes:
        pass
    return str(caught.value)


@pytest.mark.parametrize(
    "address, said",
    [
        ("tcp://127.0.0.1:1", "Timed out trying to connect"),
        ("nonsense", "missing port number"),
        ("post://127.0.0.1:1", "unknown address scheme"),
        ("tls://127.0.0.1:1", "perhaps check your TLS configuration"),
    ],
)
def test_an_address_without_a_scheduler_is_told_with_what_to_do(monkeypatch, address, said):
    monkeypatch.setattr(cluster, "CONNECT", 0.2)

    with pytest.raises(ClassroomError, match=said) as caught:
        connected(address)

    assert str(caught.value).startswith(f"No connection to a scheduler at `{address}`: ")
    assert "Start one with `dask scheduler`" in str(caught.value)


def test_what_is_not_installed_is_told_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(
        ClassroomError, match=r"needs `distributed`, which is not installed\. .*-e '\.\[cluster\]'"
    ):
        connected(ADDRESS)


def test_a_cluster_without_workers_is_waited_for_and_then_given_up(lanes, lines):
    client = FakeClient(threads=[0])
    said = _refused(lanes(client))

    (line,) = lines
    assert line.startswith(
        f"No worker is connected to {ADDRESS}; waiting 0 s for one. Start one on each machine: "
    )
    assert said.startswith(f"No worker came to {ADDRESS} in 0 s. Start one on each machine")
    assert 1 == client.closed


def test_a_worker_that_comes_while_it_is_waited_for_is_used(lanes, lines):
    with lanes(FakeClient(threads=[0, 0, 3])) as ready:
        assert 6 == ready.most()

    assert 1 == len(lines)


@pytest.mark.parametrize(
    "theirs, said",
    [
        ({**OURS, "moto": "5.2.4"}, f"moto 5.2.4 in place of {OURS['moto']}"),
        (
            {**OURS, "grader": "0" * 64, "Python": "3.9"},
            "Python 3.9 in place of 3.11, other files in `grader/`",
        ),
        (Exception("No module named 'grader'"), "it has no grader of this kind (No module named 'grader')"),
    ],
)
def test_a_worker_of_another_edition_is_refused_by_name(lanes, monkeypatch, theirs, said):
    monkeypatch.setitem(OURS, "Python", "3.11")
    monkeypatch.setattr(cluster, "edition", lambda: OURS)
    client = FakeClient(editions={"tcp://10.0.0.7:4000": theirs, "tcp://10.0.0.8:4000": OURS})
    told = _refused(lanes(client)).splitlines()

    assert "Not the same edition of the course as here, so that points could differ:" == told[0]
    assert [f"  tcp://10.0.0.7:4000: {said}"] == told[1:-1]
    assert 1 == client.closed


def test_a_scheduler_that_cannot_load_the_grader_is_refused(lanes):
    client = FakeClient(scheduler=RuntimeError("Error during deserialization\nand more"))

    assert (
        f"the scheduler {ADDRESS}: it has no grader of this kind (Error during deserialization)"
        in _refused(lanes(client))
    )


def test_a_worker_that_ends_while_it_is_compared_is_no_reason_to_stop(lanes):
    client = FakeClient(editions={"tcp://10.0.0.7:4000": OSError("closed"), "tcp://10.0.0.8:4000": OURS})

    with lanes(client) as ready:
        assert 4 == ready.most()


def test_a_worker_of_another_edition_that_comes_later_ends_the_run(toy, course, lanes):
    toy.hand_in("one", toy.notebook())

    with pytest.raises(ClassroomError, match="A worker that came later: moto 5 in place of 6"):
        list(grade_class(course, "toy", lanes=lanes(FakeClient(said=[{"differs": "moto 5 in place of 6"}]))))


def test_an_edition_that_is_not_the_one_asked_examines_nothing(monkeypatch):
    monkeypatch.setattr(edition, "examine_plain", None)

    assert {"differs": f"moto {OURS['moto']} in place of 0"} == edition.examine_alike(
        {}, {**OURS, "moto": "0"}
    )


def test_the_same_edition_examines(monkeypatch):
    monkeypatch.setattr(edition, "examine_plain", lambda paper: {"result": paper})

    assert {"result": {"cells": []}} == edition.examine_alike({"cells": []}, dict(OURS))


@pytest.mark.parametrize(
    "said",
    [["dropped"], [None], [RuntimeError("no grade")], [KeyError("course")]],
    ids=["gone", "alone", "a", "b"],
)
def test_a_run_that_the_cluster_ends_is_completed_by_the_next_one(toy, course, lanes, said):
    for learner in ("one", "other", "third"):
        toy.hand_in(learner, toy.notebook())
    kept = []
    answers = [_full_points({"cells": [{"kind": "own"}] * 4 + [{"kind": "grade"}]}) for _ in range(2)]
    client = FakeClient(threads=[1, 1, 0] if said == [None] else [1], said=[*answers, *said])
    with pytest.raises(ClassroomError, match="Nothing is lost: run the same command again"):
        kept.extend(
            outcome.learner
            for outcome in grade_class(course, "toy", lanes=lanes(client))
            if not outcome.error
        )
    again = {outcome.learner: outcome for outcome in grade_class(course, "toy", lanes=lanes(FakeClient()))}

    assert {"one", "other", "third"} == {one for one, outcome in again.items() if not outcome.error}
    assert {"third"} == {one for one, outcome in again.items() if not outcome.before} - set(kept)
    assert 1 == client.closed


def test_a_scheduler_that_is_gone_is_told(lanes):
    client = FakeClient()

    with lanes(client) as ready:
        client.status = "connecting"
        with pytest.raises(
            ClassroomError, match=f"The scheduler at {ADDRESS} is gone, or dropped what it was given"
        ):
            ready.ready([Future()])


def test_a_paper_with_which_worker_after_worker_ends_is_told_and_costs_the_others_nothing(toy, course, lanes):
    for learner in ("bad", "one"):
        toy.hand_in(learner, toy.notebook())

    @dataclass
    class Worker:
        address: str

    killed = KilledWorker("paper", Worker("tcp://10.0.0.7:4000"), 3)
    client = FakeClient(said=[killed, None, killed])
    client.said[1] = _full_points({"cells": [{"kind": "own"}] * 4 + [{"kind": "grade"}]})
    found = {outcome.learner: outcome.error for outcome in grade_class(course, "toy", lanes=lanes(client))}

    assert {
        "bad": (
            "No examiner could examine this: 4 workers ended while they had it, the last one at tcp://10.0.0.7:4000."
        ),
        "one": "",
    } == found


@pytest.mark.parametrize(
    "address, warned",
    [
        ("tcp://10.0.0.5:8786", True),
        ("tcp://grading.example.org:8786", True),
        ("10.0.0.5:8786", True),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://localhost:8786", False),
        ("tcp://[::1]:8786", False),
        ("tls://10.0.0.5:8786", False),
    ],
)
def test_a_connection_that_others_can_read_is_warned_of(lanes, lines, address, warned):
    with lanes(FakeClient(), address):
        pass

    assert warned == any("is not encrypted" in line for line in lines)


def test_the_command_tells_an_address_without_a_scheduler_in_one_sentence(toy, monkeypatch):
    toy.hand_in("one", toy.notebook())
    monkeypatch.setattr(cluster, "CONNECT", 0.2)
    monkeypatch.chdir(toy.root)
    result = CliRunner().invoke(app, ["autograde", "toy", "--scheduler", "tcp://127.0.0.1:1"])

    assert 1 == result.exit_code
    assert result.stderr.startswith("No connection to a scheduler at `tcp://127.0.0.1:1`: Timed out")


def test_ctrl_c_is_answered_with_what_to_do_next(toy, monkeypatch):
    def stopped(*words, **named):
        raise KeyboardInterrupt

    toy.hand_in("one", toy.notebook())
    monkeypatch.setattr(autograde, "grade_class", stopped)
    monkeypatch.chdir(toy.root)
    result = CliRunner().invoke(app, ["autograde", "toy"])

    assert (130, "Stopped. Nothing is lost: the same command goes on from here.\n") == (
        result.exit_code,
        result.stderr,
    )


def test_without_an_address_nothing_of_dask_is_loaded():
    program = (
        "import sys, grader.classroom.autograde, grader.classroom.commands as room; room._lanes(None); "
        "print({'dask', 'distributed'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "set()\n" == done.stdout
