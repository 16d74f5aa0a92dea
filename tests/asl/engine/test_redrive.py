"""Going on from where an execution failed."""

import pytest

from course.asl import StatesError, run
from course.asl.engine import RedriveError, describe

PASS = {"Type": "Pass"}


def wait(seconds, **fields):
    return {"Type": "Wait", "Seconds": seconds, **fields}


class Once:
    """A handler that fails each state once, and then answers with the state's name."""

    def __init__(self):
        self.calls = []

    def __call__(self, request):
        self.calls.append(request.state)
        if self.calls.count(request.state) == 1:
            raise StatesError("Once")
        return request.state


def test_a_redrive_goes_on_from_the_state_that_failed(machine, service, types):
    handler = Once()
    execution = run(machine(A=PASS | {"Result": 1, "Next": "B"}, B=service()), tasks=handler)
    execution.redrive()
    execution.wait()

    assert ("SUCCEEDED", "B", ["B", "B"]) == (execution.status, execution.output, handler.calls)
    assert ["ExecutionFailed", "ExecutionRedriven", "TaskScheduled"] == types(execution)[7:10]
    assert {"redriveCount": 1} == execution.history[8]["executionRedrivenEventDetails"]
    assert [1, 1] == [len([v for v in execution.visits if v.name == name]) for name in "AB"]


def test_a_redriven_task_has_all_its_retries_again(machine, service, clock):
    counts = []

    def handler(request):
        counts.append(request.context["State"]["RetryCount"])
        raise StatesError("E")

    execution = run(machine(A=service(Retry=[{"ErrorEquals": ["E"], "MaxAttempts": 1}])), tasks=handler)
    execution.redrive()
    execution.wait()

    assert [0, 1, 0, 1] == counts


def test_a_redrive_tells_the_context_how_often(machine, service):
    seen = []

    def handler(request):
        seen.append(request.context["Execution"])
        raise StatesError("E")

    execution = run(machine(A=service()), tasks=handler)
    execution.clock.sleep(60)
    execution.redrive()
    execution.wait()

    assert [(0, None), (1, "2025-03-01T08:01:00.000Z")] == [
        (c["RedriveCount"], c.get("RedriveTime")) for c in seen
    ]
    assert (1, execution.start_date) == (
        describe(execution)["redriveCount"],
        describe(execution)["startDate"],
    )


def test_a_redrive_keeps_what_branches_have_done(machine, service):
    handler = Once()
    branches = [
        machine(A=wait(1, Next="B"), B=PASS | {"Result": "kept"}),
        machine(C=wait(2, Next="T"), T=service()),
        machine(D=wait(9, Next="E"), E=PASS | {"Result": "cut"}),
    ]
    execution = run(machine(P={"Type": "Parallel", "Branches": branches}), tasks=handler)
    execution.redrive()
    execution.wait()

    assert ["kept", "T", "cut"] == execution.output
    assert 1 == len([visit for visit in execution.visits if visit.name == "B"])
    assert (2 + 9, "SUCCEEDED") == (execution.clock.elapsed, execution.status)


def test_a_redrive_keeps_what_iterations_have_done(machine, service):
    calls = []

    def handler(request):
        calls.append(request.parameters)
        if calls == [1, 2]:
            raise StatesError("Once")
        return request.parameters * 10

    states = machine(M={"Type": "Map", "MaxConcurrency": 1, "ItemProcessor": machine(T=service())})
    execution = run(states, [1, 2, 3], tasks=handler)
    execution.redrive()
    execution.wait()

    assert ([10, 20, 30], [1, 2, 2, 3]) == (execution.output, calls)


def test_a_redrive_begins_a_later_parallel_anew(machine, service):
    handler = Once()
    parallel = {"Type": "Parallel", "Branches": [machine(A=PASS | {"Result": 1})]}
    execution = run(machine(T=service(Next="P"), P=parallel), tasks=handler)
    execution.redrive()

    assert [1] == execution.wait().output


def test_a_redrive_may_be_repeated(machine, service):
    handler = Once()
    execution = run(machine(A=service(Next="B"), B=service()), tasks=handler)
    for _ in range(2):
        execution.redrive()
        execution.wait()

    assert ("SUCCEEDED", 2) == (execution.status, execution.redrive_count)


def test_what_was_stopped_or_timed_out_can_be_redriven(machine, clock):
    execution = run(machine(A=wait(9)) | {"TimeoutSeconds": 5}, clock=clock)
    execution.redrive()
    clock.sleep(1)
    execution.stop()
    execution.redrive()

    assert ("TIMED_OUT", 2) == (execution.wait().status, execution.redrive_count)


@pytest.mark.parametrize(
    "seconds, reason", [(14 * 86400, ""), (14 * 86400 + 1, "Execution redrivable period exceeded")]
)
def test_a_redrive_must_come_within_two_weeks(machine, seconds, reason):
    execution = run(machine(A={"Type": "Fail"}))
    execution.clock.sleep(seconds)

    assert reason == execution.not_redrivable


def test_what_has_succeeded_cannot_be_redriven(machine):
    with pytest.raises(RedriveError, match="Execution is SUCCEEDED and cannot be redriven"):
        run(machine(A=PASS)).redrive()


def test_a_full_history_cannot_be_redriven(machine):
    execution = run(machine(A=PASS | {"Next": "A"}))

    assert "Execution history event limit exceeded" == execution.not_redrivable


def test_a_redrive_of_a_map_whose_selector_failed_keeps_what_iterations_have_done(machine, service, types):
    calls = []
    state = {
        "Type": "Map",
        "MaxConcurrency": 1,
        "ItemSelector": {"n.$": "$$.Map.Item.Value.n"},
        "ItemProcessor": machine(T=service()),
    }
    execution = run(machine(M=state), [{"n": 1}, {}], tasks=lambda request: calls.append(request.parameters))
    execution.redrive()
    execution.wait()

    assert ("FAILED", [{"n": 1}]) == (execution.status, calls)
    assert 1 == types(execution).count("MapStateStarted")
