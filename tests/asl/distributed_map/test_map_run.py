from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from course.asl.distributed_map.map_run import Child, MapRun
from course.asl.distributed_map.names import Names
from course.asl.distributed_map.tolerance import Tolerance

START = datetime(2025, 3, 1, 8, tzinfo=UTC)
NAMES = Names("arn:aws:states:us-east-1:123456789012", "orders", "Each", "run")
STATUSES = ("PENDING", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED")


def child(status: str = "PENDING", items: int = 1, **fields) -> Child:
    return Child("name", "arn", None, items, status=status, **fields)


def run_of(*children: Child, **fields) -> MapRun:
    return MapRun(NAMES, "execution", START, children=list(children), **fields)


def test_a_run_is_described_as_the_api_does():
    run = run_of(
        child("SUCCEEDED", 3, written=True), child("FAILED", 2), child("PENDING", 4),
        concurrency=5, tolerance=Tolerance(percentage=50),
    )  # fmt: skip

    assert {
        "mapRunArn": "arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:run",
        "executionArn": "execution",
        "status": "RUNNING",
        "startDate": START,
        "maxConcurrency": 5,
        "toleratedFailurePercentage": 50.0,
        "toleratedFailureCount": 0,
        "itemCounts": {
            "pending": 4, "running": 0, "succeeded": 3, "failed": 2, "timedOut": 0, "aborted": 0, "total": 9,
            "resultsWritten": 3, "failuresNotRedrivable": 0, "pendingRedrive": 0,
        },
        "executionCounts": {
            "pending": 1, "running": 0, "succeeded": 1, "failed": 1, "timedOut": 0, "aborted": 0, "total": 3,
            "resultsWritten": 1, "failuresNotRedrivable": 0, "pendingRedrive": 0,
        },
        "redriveCount": 0,
    } == run.description()  # fmt: skip


def test_failures_that_cannot_go_on_are_counted():
    counts = run_of(
        child("FAILED", 2, not_redrivable="Express executions cannot be redriven"), child("TIMED_OUT")
    ).item_counts()

    assert counts["failuresNotRedrivable"] == 2


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(1, 9), st.booleans())))
def test_counts_add_up(ways):
    run = run_of(*(child(status, items, written=written) for status, items, written in ways))
    items, executions = run.item_counts(), run.execution_counts()
    ended = ("pending", "running", "succeeded", "failed", "timedOut", "aborted")

    assert sum(many for _, many, _ in ways) == items["total"] == sum(items[name] for name in ended)
    assert len(ways) == executions["total"] == sum(executions[name] for name in ended)
    assert all(executions[name] <= items[name] for name in items)
