"""Observers: what they are told, and when."""

import contextvars
import json

import pytest

from course.asl import StatesError, start
from course.asl.engine import Observer, RedriveError


class Diary(Observer):
    """Writes down what it is told, a word or two each."""

    def __init__(self):
        self.words = []

    def began(self, execution):
        self.words.append(f"began {execution.redrive_count}, {len(execution.history)} events")

    def recorded(self, _execution, event):
        self.words.append(event["type"])

    def ended(self, execution):
        self.words.append(execution.status)

    def began_line(self, flow):
        self.words.append(f"line of {flow.group.start}")

    def ended_line(self, flow):
        self.words.append(f"end of {flow.group.start}")

    def cut_line(self, flow):
        self.words.append(f"cut of {flow.group.start}")

    def entered(self, _flow, visit):
        self.words.append(f"in {visit.name}")

    def left(self, _flow, visit):
        self.words.append(f"out {visit.name} to {visit.next}")


@pytest.fixture
def diary():
    return Diary()


def branches(machine, *states):
    return {"Type": "Parallel", "Branches": [machine(**each) for each in states]}


def test_an_observer_is_told_of_everything_in_its_order(machine, diary):
    start(machine(A={"Type": "Pass", "Next": "B"}, B={"Type": "Succeed"}), observers=[diary]).wait()

    assert [
        "began 0, 0 events", "ExecutionStarted", "line of A", "PassStateEntered", "in A", "PassStateExited", "out A to B",
        "SucceedStateEntered", "in B", "SucceedStateExited", "out B to None", "end of A", "ExecutionSucceeded", "SUCCEEDED",
    ] == diary.words  # fmt: skip


def test_a_branch_cut_by_another_is_told_of_once(machine, diary):
    both = branches(machine, {"W": {"Type": "Wait", "Seconds": 9}}, {"F": {"Type": "Fail"}})

    start(machine(P=both), observers=[diary]).wait()

    assert ["line of P", "line of W", "line of F", "end of F", "cut of W", "end of P"] == [
        word for word in diary.words if word.startswith(("line", "end", "cut"))
    ]


def test_a_stopped_execution_cuts_all_its_lines(machine, diary):
    both = branches(machine, {"W": {"Type": "Wait", "Seconds": 9}}, {"V": {"Type": "Wait", "Seconds": 9}})
    execution = start(machine(P=both), observers=[diary])
    execution.clock.advance(1)

    execution.stop()

    assert ["ExecutionAborted", "ABORTED", "cut of W", "cut of V", "cut of P"] == diary.words[-5:]


def test_a_redrive_is_told_of_as_a_new_beginning_in_the_state_that_failed(machine, task, diary):
    answers = iter([StatesError("E", "once"), 1])

    def tasks(_request):
        answer = next(answers)
        if isinstance(answer, StatesError):
            raise answer
        return answer

    execution = start(
        machine(A={"Type": "Pass", "Next": "T"}, T=task()), tasks=tasks, observers=[diary]
    ).wait()
    known = len(diary.words)
    execution.redrive()
    execution.wait()

    assert ["began 1, 8 events", "ExecutionRedriven", "line of A", "in T"] == diary.words[known : known + 4]


def test_a_redrive_that_is_refused_is_not_told_of(machine, diary):
    execution = start(machine(A={"Type": "Pass"}), observers=[diary]).wait()
    known = list(diary.words)

    with pytest.raises(RedriveError):
        execution.redrive()

    assert known == diary.words


def test_the_children_of_a_map_run_are_observed_as_executions_of_their_own(machine, diary):
    config = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    each = machine(C={"Type": "Pass"}) | {"ProcessorConfig": config}

    start(machine(M={"Type": "Map", "ItemProcessor": each}), [1, 2], observers=[diary]).wait()

    assert 3 == diary.words.count("SUCCEEDED")
    assert 2 == diary.words.count("line of C")


def test_what_an_observer_sets_for_a_line_holds_for_the_tasks_of_the_line_alone(machine, task):
    where = contextvars.ContextVar("where", default="outside")
    seen = []

    class Sets(Observer):
        def entered(self, _flow, visit):
            where.set(visit.name)

    def tasks(request):
        seen.append((request.state, where.get()))

    lines = branches(machine, {"T": task()}, {"U": task()})
    start(machine(P=lines), tasks=tasks, observers=[Sets()]).wait()

    assert [("T", "T"), ("U", "U")] == seen
    assert "outside" == where.get()


def test_the_same_history_is_written_with_an_observer_as_without(machine, diary):
    made = machine(P=branches(machine, {"A": {"Type": "Pass"}}, {"F": {"Type": "Fail", "Error": "E"}}))

    alone, observed = start(made).wait(), start(made, observers=[diary]).wait()

    assert json.dumps(alone.history, default=str) == json.dumps(observed.history, default=str)
