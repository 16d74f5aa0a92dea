"""Children that end in the middle of a lane: the lane goes on with the next one."""

import contextvars
import gc
import tracemalloc

import pytest

from course.asl.engine import run, start
from course.clock import Clock


def statuses(execution):
    return [child.status for child in execution.map_runs[0].children]


class Child:
    """Does the work of children; `odd` is what the one with the input "odd" does, with its execution at hand."""

    def __init__(self, clock, odd):
        self.clock = clock
        self.odd = odd
        self.parent = None

    def __call__(self, request):
        if request.parameters == "odd":
            (run,) = self.parent.map_runs
            self.odd(next(child.execution for child in run.children if child.status == "RUNNING"))
        self.clock.sleep(1)
        return request.parameters


def ran(definition, items, odd):
    clock = Clock()
    work = Child(clock, odd)
    work.parent = start(definition, items, tasks=work, clock=clock)
    work.parent.wait()
    return work.parent


TOLERANT = {"ToleratedFailurePercentage": 100}


@pytest.mark.parametrize("most", [1, 2, 0])
def test_a_child_whose_time_is_over_leaves_its_lane_to_the_next(machine, most):
    clock = Clock()
    definition = machine(MaxConcurrency=most, **TOLERANT)
    definition["States"]["Map"]["ItemProcessor"]["TimeoutSeconds"] = 5

    execution = run(definition, [9, 1, 9, 1], tasks=lambda r: clock.sleep(r.parameters), clock=clock)

    assert ["TIMED_OUT", "SUCCEEDED", "TIMED_OUT", "SUCCEEDED"] == statuses(execution)
    assert {1: 12.0, 2: 6.0, 0: 5.0}[most] == clock.elapsed


def test_a_child_that_is_stopped_leaves_its_lane_to_the_next(machine):
    clock = Clock()
    definition = machine(MaxConcurrency=1, **TOLERANT)
    execution = start(definition, [60, 1], tasks=lambda r: clock.sleep(r.parameters), clock=clock)
    clock.advance(10)
    execution.map_runs[0].children[0].execution.stop("Enough")

    execution.wait()

    assert ("SUCCEEDED", ["ABORTED", "SUCCEEDED"]) == (execution.status, statuses(execution))
    assert ("Enough", 11.0) == (execution.map_runs[0].children[0].error, clock.elapsed)


def test_a_child_that_is_stopped_can_be_one_failure_too_many(machine):
    clock = Clock()
    execution = start(machine(MaxConcurrency=1), [60, 1], tasks=lambda _: clock.sleep(60), clock=clock)
    clock.advance(10)
    execution.map_runs[0].children[0].execution.stop()

    execution.wait()

    assert "States.ExceedToleratedFailureThreshold" == execution.error
    assert ["ABORTED", "PENDING"] == statuses(execution)


def test_a_child_may_stop_itself(machine):
    execution = ran(machine(MaxConcurrency=1, **TOLERANT), ["odd", 1, 2], lambda child: child.stop())

    assert ("SUCCEEDED", ["ABORTED", "SUCCEEDED", "SUCCEEDED"]) == (execution.status, statuses(execution))


def test_a_child_that_stops_itself_and_ends_at_once_does_not_end_the_next(machine):
    clock = Clock()

    def work(request):
        if request.parameters == 0:
            execution.map_runs[0].children[0].execution.stop()
        else:
            clock.sleep(1)

    execution = start(machine(MaxConcurrency=1, **TOLERANT), [0, 1, 2], tasks=work, clock=clock)
    execution.wait()

    assert ["ABORTED", "SUCCEEDED", "SUCCEEDED"] == statuses(execution)


def test_a_child_may_stop_its_parent(machine):
    clock = Clock()

    def work(request):
        if request.parameters == 2:
            execution.stop()
        return request.parameters

    execution = start(machine(MaxConcurrency=1), [1, 2, 3], tasks=work, clock=clock)
    execution.wait()

    assert ("ABORTED", ["SUCCEEDED", "ABORTED", "PENDING"]) == (execution.status, statuses(execution))
    assert clock.settle() is None


def test_an_express_child_that_never_waits_runs_out_of_time(machine):
    definition = machine({"Type": "Pass", "Next": "One"}, type="EXPRESS", MaxConcurrency=1, **TOLERANT)

    execution = run(definition, [1, 2])

    assert ["TIMED_OUT", "TIMED_OUT"] == statuses(execution)
    assert 600.0 == execution.clock.elapsed


@pytest.mark.parametrize("most, seconds", [(1, 8), (4, 3), (0, 2)])
def test_how_many_children_run_at_once_may_change_under_way(machine, most, seconds):
    clock = Clock()
    execution = start(machine(MaxConcurrency=2), list(range(9)), tasks=lambda _: clock.sleep(1), clock=clock)
    clock.advance(0.5)
    execution.map_runs[0].concurrency = most

    execution.wait()

    # two in the first second, seven after that
    assert (["SUCCEEDED"] * 9, float(seconds)) == (statuses(execution), clock.elapsed)


def test_each_child_sees_the_context_of_its_parent_and_changes_its_own(machine):
    clock, told = Clock(), contextvars.ContextVar("told", default="nothing")
    seen = []

    def work(request):
        seen.append(told.get())
        told.set(f"child {request.parameters}")
        clock.sleep(request.parameters)

    definition = machine(MaxConcurrency=1, **TOLERANT)
    definition["States"]["Map"]["ItemProcessor"]["TimeoutSeconds"] = 5
    told.set("parent")
    execution = start(definition, [0, 9, 1], tasks=work, clock=clock)
    told.set("later")
    execution.wait()

    assert ["parent"] * 3 == seen


def test_children_that_wait_for_nothing_need_no_more_than_one_lane(machine):
    clock = Clock()
    spawned = []
    spawn = clock.spawn
    clock.spawn = lambda *work, **options: spawned.append(work) or spawn(*work, **options)

    run(machine({"Type": "Pass", "End": True}), list(range(100)), clock=clock)

    assert 3 == len(spawned)  # the execution, the lane, and one that found nothing to do


def test_a_child_that_has_succeeded_takes_little_room(machine):
    definition, items = machine({"Type": "Pass", "End": True}), list(range(2000))
    run(definition, items[:1])
    gc.collect()
    tracemalloc.start()

    execution = run(definition, items)
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert "SUCCEEDED" == execution.status
    assert kept / len(items) < 4_000


def test_a_child_that_has_succeeded_shows_its_history_and_its_visits(machine):
    inner = {"Type": "Pass", "Parameters": {"a.$": "$"}, "End": True}

    child = run(machine(inner), [5]).map_runs[0].children[0].execution
    alone = run({"StartAt": "One", "States": {"One": inner}}, 5)

    assert alone.history == child.history
    assert child.history is child.history
    (visit,) = child.visits
    assert ({"a": 5}, alone.visits[0].stages, "One") == (visit.output, visit.stages, visit.name)
    assert (alone.visits[0].entered, alone.visits[0].left) == (visit.entered, visit.left)
