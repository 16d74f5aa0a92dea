"""Parallel: branches side by side."""

import pytest

from course.asl import StatesError, run

FAIL = {"Type": "Fail", "Error": "Boom", "Cause": "sibling failed"}


def wait(seconds, **fields):
    return {"Type": "Wait", "Seconds": seconds, **fields}


def parallel(*branches, **fields):
    return {"Type": "Parallel", "Branches": list(branches), **fields}


def test_the_result_has_the_outputs_in_the_order_of_the_branches(machine):
    slow = machine(W=wait(9, Next="A"), A={"Type": "Pass", "Result": "slow"})
    fast = machine(B={"Type": "Pass", "Result": "fast"})
    execution = run(machine(P=parallel(slow, fast)))

    assert (["slow", "fast"], 9) == (execution.output, execution.clock.elapsed)


def test_branches_wait_at_the_same_time(machine):
    execution = run(machine(P=parallel(*[machine(W=wait(5))] * 3)))

    assert 5 == execution.clock.elapsed


def test_every_branch_gets_the_parameters(machine):
    branch = machine(A={"Type": "Pass"})
    execution = run(machine(P=parallel(branch, branch, Parameters={"m.$": "$.n"})), {"n": 1})

    assert [{"m": 1}, {"m": 1}] == execution.output


def test_each_branch_has_a_chain_of_events_of_its_own(machine, chain):
    branches = [machine(A=wait(1, Next="B"), B={"Type": "Pass"}), machine(C=wait(2))]
    execution = run(machine(P=parallel(*branches)))

    assert [
        ("ExecutionStarted", 0),
        ("ParallelStateEntered", 0),
        ("ParallelStateStarted", 2),
        ("WaitStateEntered", 3),
        ("WaitStateEntered", 3),
        ("WaitStateExited", 4),
        ("PassStateEntered", 6),
        ("PassStateExited", 7),
        ("WaitStateExited", 5),
        ("ParallelStateSucceeded", 9),
        ("ParallelStateExited", 9),
        ("ExecutionSucceeded", 11),
    ] == chain(execution)


def test_the_first_branch_that_fails_cuts_the_others(machine, chain):
    branches = [machine(A=wait(9)), machine(B=wait(1, Next="F"), F=FAIL)]
    execution = run(machine(P=parallel(*branches)))

    assert ("Boom", "sibling failed", 1) == (execution.error, execution.cause, execution.clock.elapsed)
    assert [
        ("FailStateEntered", 6),
        ("WaitStateAborted", 7),
        ("ParallelStateFailed", 7),
        ("ExecutionFailed", 9),
    ] == chain(execution)[6:]


def test_what_was_cut_never_goes_on(machine, clock):
    branches = [machine(A=wait(9, Next="Z"), Z={"Type": "Pass"}), machine(F=FAIL)]
    states = machine(P=parallel(*branches, Catch=[{"ErrorEquals": ["Boom"], "Next": "B"}]), B=wait(60))
    execution = run(states, clock=clock)

    assert ["P", "A", "F", "B"] == [visit.name for visit in execution.visits]
    assert 60 == clock.elapsed


def test_a_job_in_a_branch_that_is_cut_is_ended(machine, service, clock):
    ended = []

    def handler(request):
        request.on_abort(lambda: ended.append(clock.elapsed))
        clock.sleep(100)

    branches = [machine(A=service(".sync")), machine(B=wait(3, Next="F"), F=FAIL)]
    run(machine(P=parallel(*branches)), tasks=handler, clock=clock)

    assert [3] == ended


def test_a_task_that_fails_its_branch_is_aborted_itself(machine, service, chain):
    def handler(request):
        raise StatesError("Refused")

    states = machine(
        P=parallel(machine(A=service()), Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}]),
        B={"Type": "Pass"},
    )

    assert [
        ("TaskFailed", 6),
        ("TaskStateAborted", 7),
        ("ParallelStateFailed", 7),
        ("ParallelStateExited", 9),
    ] == chain(run(states, tasks=handler))[6:10]


def test_an_error_that_nothing_catches_leaves_no_trace_but_its_own(machine, chain):
    branches = [machine(A=wait(9)), machine(B={"Type": "Pass", "Parameters": {"n.$": "$.nowhere"}})]
    states = machine(P=parallel(*branches, Catch=[{"ErrorEquals": ["States.ALL"], "Next": "P"}]))
    execution = run(states)

    assert [("PassStateEntered", 3), ("ExecutionFailed", 5)] == chain(execution)[4:]
    assert execution.cause.startswith(
        "An error occurred while executing the state 'B' (entered at the event id #5). "
    )


def test_a_parallel_is_tried_again_as_a_whole(machine, chain):
    states = machine(P=parallel(machine(F=FAIL), Retry=[{"ErrorEquals": ["Boom"], "MaxAttempts": 1}]))

    assert [
        ("ParallelStateStarted", 2),
        ("FailStateEntered", 3),
        ("ParallelStateStarted", 4),
        ("FailStateEntered", 5),
        ("ParallelStateFailed", 6),
        ("ExecutionFailed", 7),
    ] == chain(run(states))[2:]


def test_an_inner_parallel_is_cut_with_its_branches(machine, types):
    inner = parallel(machine(A=wait(50)), machine(B=wait(60)))
    branches = [machine(I=inner), machine(C=wait(1, Next="F"), F=FAIL)]
    execution = run(machine(P=parallel(*branches)))

    assert ["ParallelStateAborted", "WaitStateAborted", "WaitStateAborted", "ParallelStateFailed"] == types(
        execution
    )[-5:-1]
    assert 1 == execution.clock.elapsed


@pytest.mark.parametrize("kind", ["Parallel", "Map"])
def test_what_fails_after_all_branches_have_succeeded_points_back_to_their_success(machine, chain, kind):
    inside = {"Branches": [machine(A={"Type": "Pass"})]}
    if kind == "Map":
        inside = {"ItemsPath": "$.items", "ItemProcessor": machine(A={"Type": "Pass"})}
    states = machine(P={"Type": kind, "ResultSelector": {"m.$": "$.nowhere"}, **inside})
    execution = run(states, {"items": [1]})
    succeeded = len(execution.history) - 1

    assert (f"{kind}StateSucceeded", succeeded - 1) == chain(execution)[-2]
    assert ("ExecutionFailed", succeeded) == chain(execution)[-1]
