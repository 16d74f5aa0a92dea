"""A class goes through the lanes a few papers at a time, and what becomes of one paper costs no other one anything."""

from concurrent.futures import Future
from dataclasses import dataclass

import pytest

from grader.classroom.lanes import LocalLanes, LostError, examine_all
from grader.rooms.examiner.paper import Cell, Paper, Result

RESULT = Result({0: []}, {}, "shut in")


@dataclass(frozen=True)
class Taken:
    learner: str
    paper: Paper | None


class FakeLanes:
    """Three lanes. What `said` has for a learner is raised, or told, when the paper is given for the first time, and so on."""

    def __init__(self, **said):
        self.said = said
        self.given = []
        self.at_once = []
        self._open = {}

    def most(self):
        return 3

    def submit(self, paper):
        self.given.append(paper["learner_id"])
        future = Future()
        self._open[future] = paper["learner_id"]
        self.at_once.append(len(self._open))
        return future

    def ready(self, under_way):
        return [next(iter(under_way))]

    def answer(self, ready):
        said = self.said.get(self._open.pop(ready), [])
        answer = said.pop(0) if said else {"result": RESULT.as_dict()}
        if isinstance(answer, Exception):
            raise answer
        return answer


def _taken(*learners):
    return (Taken(one, Paper((Cell("1", "own", "Cell 1"),), one)) for one in learners)


def _outcomes(lanes, *learners):
    return {taken.learner: outcome for taken, outcome in examine_all(_taken(*learners), lanes)}


def test_no_more_are_taken_in_than_keep_the_lanes_busy():
    taken = []
    lanes = FakeLanes()

    def counted():
        for number, each in enumerate(_taken(*map(str, range(1000)))):
            taken.append(number)
            yield each

    done = examine_all(counted(), lanes)
    next(done)

    assert [0, 1, 2] == taken
    assert 999 == len(list(done))
    assert 3 == max(lanes.at_once)


def test_what_is_lost_is_given_once_more_at_the_end_and_alone():
    lanes = FakeLanes(
        bad=[LostError("4 workers ended"), LostError("4 workers ended again")], near=[LostError("4")]
    )
    outcomes = _outcomes(lanes, "one", "bad", "near", "other", "last")

    assert ["one", "bad", "near", "other", "last", "bad", "near"] == lanes.given
    assert [1, 1] == lanes.at_once[-2:]
    assert "4 workers ended again" == outcomes.pop("bad")
    assert dict.fromkeys(["one", "near", "other", "last"], RESULT) == outcomes


def test_a_machine_without_memory_for_an_examiner_costs_one_paper_and_is_told():
    lanes = FakeLanes(bad=[OSError(12, "Cannot allocate memory")])
    outcomes = _outcomes(lanes, "one", "bad", "last")

    assert "[Errno 12] Cannot allocate memory" == outcomes.pop("bad")
    assert {"one": RESULT, "last": RESULT} == outcomes


def test_what_has_nothing_to_examine_is_given_to_nobody():
    lanes = FakeLanes()

    assert [("one", None)] == [
        (taken.learner, what) for taken, what in examine_all([Taken("one", None)], lanes)
    ]
    assert [] == lanes.given


@pytest.mark.parametrize("count", [1, 2])
def test_local_lanes_examine_so_many_at_once(monkeypatch, count):
    import threading

    from grader.classroom import lanes

    together = threading.Barrier(count)  # passed only by so many at once
    now, most = [], []

    def examine(paper):
        now.append(paper)
        together.wait(10)
        most.append(len(now))
        together.wait(10)
        now.remove(paper)
        return {"result": RESULT.as_dict()}

    monkeypatch.setattr(lanes, "examine_plain", examine)
    with LocalLanes(count) as local:
        outcomes = _outcomes(local, "a", "b", "c", "d")

    assert dict.fromkeys("abcd", RESULT) == outcomes
    assert {count} == set(most)


@pytest.mark.parametrize("certain", [True, False])
def test_examiners_start_before_the_first_paper_only_where_one_is_certain_to_come(monkeypatch, certain):
    from grader.rooms import warm

    started = []
    monkeypatch.setattr(warm, "start", lambda: started.append("at once"))
    with LocalLanes(1, certain=certain):
        assert started == ["at once"] * certain
