"""What is done to an execution from outside: stopped, stepped through, run beside others."""

import pytest

from course.asl import run, start
from course.asl.engine import describe

PASS = {"Type": "Pass"}


def wait(seconds, **fields):
    return {"Type": "Wait", "Seconds": seconds, **fields}


def test_an_execution_runs_beside_others_on_a_clock(machine, clock):
    slow, fast = start(machine(A=wait(9)), clock=clock), start(machine(A=wait(3)), clock=clock)
    clock.sleep(5)

    assert ["RUNNING", "SUCCEEDED"] == [slow.status, fast.status]
    assert (None, 9) == (clock.settle(), clock.elapsed)


def test_an_execution_that_is_over_leaves_nothing_on_the_clock(machine, clock):
    run(machine(A=PASS), clock=clock)

    assert (None, 0) == (clock.settle(), clock.elapsed)


def test_a_machine_has_a_time_limit_of_its_own(machine, chain):
    execution = run(machine(A=wait(9)) | {"TimeoutSeconds": 5})

    assert ("TIMED_OUT", None, None, 5) == (
        execution.status,
        execution.error,
        execution.cause,
        (execution.stop_date - execution.start_date).total_seconds(),
    )
    assert ("ExecutionTimedOut", 0) == chain(execution)[-1]
    assert {"error": "States.Timeout"} == execution.history[-1]["executionTimedOutEventDetails"]


def test_a_standard_execution_lasts_a_year_at_most(machine):
    execution = run(machine(A=wait(99_999_999)))

    assert ("TIMED_OUT", 31_536_000) == (execution.status, execution.clock.elapsed)


def test_an_execution_can_be_stopped(machine, clock, chain):
    execution = start(machine(A=wait(30)), clock=clock)
    clock.sleep(3)
    execution.stop("Manual", "by hand")
    clock.settle()

    assert ("ABORTED", "Manual", "by hand", 3) == (
        execution.status,
        execution.error,
        execution.cause,
        clock.elapsed,
    )
    assert [("WaitStateEntered", 0), ("ExecutionAborted", 0)] == chain(execution)[1:]
    assert {"error": "Manual", "cause": "by hand"} == execution.history[-1]["executionAbortedEventDetails"]


def test_to_stop_what_is_over_changes_nothing(machine):
    execution = run(machine(A=PASS))
    execution.stop("too late")

    assert ("SUCCEEDED", None, "ExecutionSucceeded") == (
        execution.status,
        execution.error,
        execution.history[-1]["type"],
    )


def test_a_stop_ends_branches_iterations_and_jobs(machine, service, clock):
    ended = []

    def handler(request):
        request.on_abort(lambda: ended.append(request.state))
        clock.sleep(50)

    inner = {"Type": "Map", "ItemProcessor": machine(T=service(".sync"))}
    branches = [machine(M=inner), machine(W=wait(90))]
    execution = start(
        machine(P={"Type": "Parallel", "Branches": branches}), [1, 2], tasks=handler, clock=clock
    )
    clock.sleep(1)
    execution.stop()

    assert (["T", "T"], None, 1) == (ended, clock.settle(), clock.elapsed)
    assert {"error", "cause"}.isdisjoint(describe(execution))


def test_a_task_may_stop_its_own_execution(machine, service, clock):
    execution = start(
        machine(A=service(Next="B"), B=PASS), tasks=lambda request: execution.stop("Enough"), clock=clock
    )
    clock.settle()

    assert ("ABORTED", "Enough", ["A"]) == (
        execution.wait().status,
        execution.error,
        [visit.name for visit in execution.visits],
    )


def test_a_step_goes_to_just_before_the_next_state(machine):
    execution = start(machine(A=wait(5, Next="B"), B=PASS | {"Next": "C"}, C=PASS), stepping=True)
    seen = [
        (execution.step(), [visit.name for visit in execution.visits], execution.clock.elapsed)
        for _ in range(4)
    ]

    assert [
        (True, ["A"], 5),
        (True, ["A", "B"], 5),
        (False, ["A", "B", "C"], 5),
        (False, ["A", "B", "C"], 5),
    ] == seen


def test_steps_go_through_branches_one_by_one(machine):
    branches = [machine(A=PASS | {"Next": "B"}, B=PASS), machine(C=PASS)]
    execution = start(machine(P={"Type": "Parallel", "Branches": branches}), stepping=True)
    names = []
    while execution.step():
        names.append(execution.visits[-1].name)

    assert (["P", "A", "C"], "SUCCEEDED") == (names, execution.status)
    assert "B" == execution.visits[-1].name


def test_after_some_steps_it_may_run_on(machine):
    execution = start(machine(A=PASS | {"Next": "B"}, B=PASS), stepping=True)
    execution.step()

    assert "SUCCEEDED" == execution.wait().status


def test_what_runs_freely_cannot_be_stepped_through(machine):
    with pytest.raises(ValueError, match="stepping=True"):
        start(machine(A=PASS)).step()
