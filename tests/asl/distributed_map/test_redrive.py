import pytest

from course.asl.engine import run, start
from course.asl.errors import StatesError
from course.clock import Clock

THRESHOLD = "States.ExceedToleratedFailureThreshold"


class Work:
    """Fails for what is in `bad`; remembers what it was asked."""

    def __init__(self, *bad):
        self.bad = set(bad)
        self.asked = []

    def __call__(self, request):
        self.asked.append(request.parameters)
        if request.parameters in self.bad:
            raise StatesError("Broken")
        return request.parameters


@pytest.fixture
def work(world):
    world.work = Work(2)
    return world.work


def events(execution):
    return [event["type"] for event in execution.history]


def statuses(execution):
    return [child.status for child in execution.map_runs[0].children]


def redriven(execution):
    execution.redrive()
    return execution.wait()


def test_a_redrive_runs_what_failed_and_what_had_not_begun(machine, world, work):
    execution = run(machine(MaxConcurrency=1), [1, 2, 3], tasks=world)
    assert ["SUCCEEDED", "FAILED", "PENDING"] == statuses(execution)
    work.bad.clear()

    redriven(execution)

    assert ("SUCCEEDED", [1, 2, 3]) == (execution.status, execution.output)
    assert [1, 2, 2, 3] == work.asked
    assert [
        "ExecutionFailed", "ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded", "MapStateSucceeded",
        "MapStateExited", "ExecutionSucceeded",
    ] == events(execution)[-7:]  # fmt: skip


def test_a_redrive_goes_on_with_the_same_run_and_the_same_children(machine, world, work):
    execution = run(machine(MaxConcurrency=1), [1, 2], tasks=world)
    work.bad.clear()

    redriven(execution)
    (map_run,) = execution.map_runs

    assert (1, "SUCCEEDED") == (map_run.redrives, map_run.status)
    assert {"mapRunArn": map_run.arn, "redriveCount": 1} == next(
        event["mapRunRedrivenEventDetails"]
        for event in execution.history
        if event["type"] == "MapRunRedriven"
    )
    assert [0, 1] == [child.redrives for child in map_run.children]
    assert "ExecutionRedriven" in events(map_run.children[1].execution)
    assert map_run.description()["redriveDate"] == map_run.redriven


def test_children_wait_for_their_redrive(machine, world, work):
    fields = {"MaxConcurrency": 1, "ToleratedFailureCount": 1}
    work.bad |= {1, 3}
    execution = run(machine(**fields), [1, 2, 3], tasks=world)
    counted = []

    def count(request):
        counts = execution.map_runs[0].item_counts()
        counted.append((counts["pendingRedrive"], counts["running"], counts["failed"], counts["pending"]))
        return request.parameters

    world.work = count
    redriven(execution)

    assert [(1, 1, 1, 1), (0, 1, 0, 1), (0, 1, 0, 0)] == counted


def test_an_express_child_begins_anew(machine, world, work):
    execution = run(machine(type="EXPRESS"), [2], tasks=world)
    assert 1 == execution.map_runs[0].item_counts()["failuresNotRedrivable"]
    work.bad.clear()

    redriven(execution)

    assert "SUCCEEDED" == execution.status
    assert "ExecutionRedriven" not in events(execution.map_runs[0].children[0].execution)


def test_a_redrive_can_fail_again(machine, world, work):
    execution = run(machine(), [2], tasks=world)

    redriven(execution)
    redriven(execution)

    assert ("FAILED", THRESHOLD) == (execution.status, execution.error)
    assert 2 == execution.map_runs[0].redrives
    assert 0 == execution.map_runs[0].item_counts()["pendingRedrive"]
    assert [2, 2, 2] == work.asked


def test_a_dataset_that_could_not_be_read_is_read_again(machine, world):
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "Parameters": {"Bucket": "things", "Key": "file"},
        "ReaderConfig": {"InputType": "JSON"},
    }
    execution = run(machine(ItemReader=reader), tasks=world)
    world.bucket.objects["file"] = "[1]"

    redriven(execution)

    assert ("SUCCEEDED", [1]) == (execution.status, execution.output)


def test_results_that_could_not_be_written_are_written_again(machine, world, work):
    writer = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "things"}}
    put, world.bucket.put = world.bucket.put, refuse
    execution = run(machine(ResultWriter=writer), [1], tasks=world)
    assert "States.ResultWriterFailed" == execution.error
    world.bucket.put = put

    redriven(execution)

    assert "SUCCEEDED" == execution.status
    assert [1] == work.asked
    assert 2 == len(world.bucket.objects)


def test_an_aborted_run_goes_on(machine, world):
    clock = Clock()
    world.work = lambda request: clock.sleep(60) or request.parameters
    execution = start(machine(MaxConcurrency=1), [1, 2], tasks=world, clock=clock)
    clock.advance(90)
    execution.stop()
    assert ["SUCCEEDED", "ABORTED"] == statuses(execution)

    redriven(execution)

    assert ("SUCCEEDED", [1, 2]) == (execution.status, execution.output)
    assert [0, 1] == [child.redrives for child in execution.map_runs[0].children]


def test_a_run_in_a_branch_goes_on(machine, world, work):
    branch = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}}
    parallel = {"Type": "Parallel", "Branches": [branch, machine()], "End": True}
    execution = run({"StartAt": "Both", "States": {"Both": parallel}}, [1, 2], tasks=world)
    work.bad.clear()

    redriven(execution)

    assert [[1, 2], [1, 2]] == execution.output
    assert [1, 2, 2] == work.asked


def test_a_retried_run_is_another_one_and_not_a_redrive(machine, world, work):
    retry = [{"ErrorEquals": [THRESHOLD], "MaxAttempts": 1}]

    execution = run(machine(Retry=retry), [2], tasks=world)

    assert [0, 0] == [map_run.redrives for map_run in execution.map_runs]
    assert "MapRunRedriven" not in events(execution)


def refuse(_):
    raise StatesError("S3.NoSuchBucketException", "The specified bucket does not exist")
