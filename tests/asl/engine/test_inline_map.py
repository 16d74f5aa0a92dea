"""Inline Map: an iteration for each item."""

import gc
import weakref

import pytest

from course.asl import StatesError, parse, run
from course.asl.engine import Observer
from course.asl.text import to_text

PASS = {"Type": "Pass"}


@pytest.fixture
def mapped(machine):
    def made(states, **fields):
        return machine(M={"Type": "Map", "ItemProcessor": states, **fields})

    return made


def test_the_result_has_the_outputs_in_the_order_of_the_items(machine, mapped):
    states = mapped(machine(W={"Type": "Wait", "SecondsPath": "$"}))
    execution = run(states, [3, 1, 2])

    assert ([3, 1, 2], 3) == (execution.output, execution.clock.elapsed)


def test_no_items_give_an_empty_list(machine, mapped, chain):
    execution = run(mapped(machine(A=PASS)), [])

    assert [("MapStateStarted", 2), ("MapStateSucceeded", 3), ("MapStateExited", 3)] == chain(execution)[2:5]
    assert [] == execution.output


def test_an_items_selector_sees_the_item_and_its_index(machine, mapped):
    selector = {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "n.$": "$.n"}
    execution = run(
        mapped(machine(A=PASS), ItemsPath="$.list", ItemSelector=selector), {"n": 7, "list": ["a", "b"]}
    )

    assert [{"i": 0, "v": "a", "n": 7}, {"i": 1, "v": "b", "n": 7}] == execution.output


def test_the_states_of_an_iteration_see_their_item(machine, mapped):
    inner = machine(A=PASS | {"Parameters": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"}})

    assert [{"i": 0, "v": "a"}] == run(mapped(inner), ["a"]).output


@pytest.mark.parametrize("most, seconds", [(1, 40), (3, 20), (0, 10), (50, 10)])
def test_as_many_iterations_run_at_once_as_the_state_allows(machine, mapped, most, seconds):
    execution = run(mapped(machine(W={"Type": "Wait", "Seconds": 10}), MaxConcurrency=most), [1, 2, 3, 4])

    assert seconds == execution.clock.elapsed


def test_forty_iterations_run_at_once_at_the_most(machine, mapped):
    execution = run(mapped(machine(W={"Type": "Wait", "Seconds": 10})), list(range(41)))

    assert 20 == execution.clock.elapsed


def test_one_after_the_other_each_iteration_goes_on_from_the_one_before(machine, mapped, chain):
    assert [
        ("MapStateStarted", 2),
        ("MapIterationStarted", 3),
        ("PassStateEntered", 4),
        ("PassStateExited", 5),
        ("MapIterationSucceeded", 6),
        ("MapIterationStarted", 6),
        ("PassStateEntered", 8),
        ("PassStateExited", 9),
        ("MapIterationSucceeded", 10),
        ("MapStateSucceeded", 11),
        ("MapStateExited", 11),
    ] == chain(run(mapped(machine(A=PASS), MaxConcurrency=1), [1, 2]))[2:-1]


def test_side_by_side_each_iteration_goes_on_from_the_start(machine, mapped):
    execution = run(mapped(machine(A=PASS)), [1, 2, 3])

    assert [3, 3, 3] == [
        e["previousEventId"] for e in execution.history if e["type"] == "MapIterationStarted"
    ]


def test_an_iteration_that_fails_cuts_the_others(machine, mapped, chain):
    choice = {
        "Type": "Choice",
        "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "W"}],
        "Default": "L",
    }
    inner = machine(
        C=choice,
        W={"Type": "Wait", "Seconds": 1, "Next": "F"},
        F={"Type": "Fail", "Error": "Boom"},
        L={"Type": "Wait", "Seconds": 20},
    )
    execution = run(mapped(inner), [0, 1])
    failed = next(event["id"] for event in execution.history if event["type"] == "FailStateEntered")

    assert [
        ("MapIterationAborted", failed),
        ("WaitStateAborted", failed),
        ("MapIterationFailed", failed),
        ("MapStateFailed", failed),
        ("ExecutionFailed", failed + 4),
    ] == chain(execution)[failed:]
    assert ("Boom", 1) == (execution.error, execution.clock.elapsed)
    assert {"name": "M", "index": 0} == execution.history[failed]["mapIterationAbortedEventDetails"]


def test_a_map_that_fails_can_be_caught(machine, mapped):
    states = mapped(
        machine(F={"Type": "Fail", "Error": "Boom"}), Catch=[{"ErrorEquals": ["Boom"], "Next": "B"}]
    )
    states["States"]["B"] = PASS | {"Result": "caught", "End": True}

    assert "caught" == run(states, [1]).output


def test_a_map_is_tried_again_with_all_its_items(machine, mapped, task):
    calls = []

    def handler(request):
        calls.append(request.parameters)
        if len(calls) == 2:
            raise StatesError("Once")

    states = mapped(machine(T=task()), MaxConcurrency=1, Retry=[{"ErrorEquals": ["Once"]}])
    run(states, ["a", "b"], tasks=handler)

    assert ["a", "b", "a", "b"] == calls


def test_a_selector_that_fails_fails_the_map_before_its_iteration_starts(machine, mapped, types):
    states = mapped(machine(A=PASS), MaxConcurrency=1, QueryLanguage="JSONata", ItemSelector="{% $nowhere %}")
    execution = run(states, [1])

    assert ["MapStateStarted", "EvaluationFailed", "MapStateFailed", "ExecutionFailed"] == types(execution)[
        2:
    ]


def test_visits_tell_which_iteration_they_belong_to(machine, mapped):
    inner = mapped(machine(A=PASS))
    execution = run(mapped(inner), [["a"], ["b", "c"]])

    assert [(0, 0), (1, 0), (1, 1)] == sorted(
        visit.iteration for visit in execution.visits if visit.name == "A"
    )


def test_ten_thousand_items_need_no_stack(machine, mapped):
    states = parse(to_text(mapped(machine(A=PASS))), type="EXPRESS")
    execution = run(states, list(range(10_000)))

    assert ("SUCCEEDED", 9_999) == (execution.status, execution.output[-1])


def test_more_iterations_than_the_history_holds_fail_a_standard_workflow(machine, mapped):
    execution = run(mapped(machine(A=PASS)), list(range(10_000)))

    assert ("FAILED", 25_000) == (execution.status, len(execution.history))


def test_an_iteration_that_is_over_is_let_go_of(machine, mapped):
    class Counts(Observer):
        lines, most = [], 0

        def ended_line(self, flow):
            self.lines.append(weakref.ref(flow))
            gc.collect()
            self.most = max(self.most, sum(line() is not None for line in self.lines))

    counts = Counts()
    execution = run(mapped(machine(A=PASS), MaxConcurrency=1), list(range(9)), observers=[counts])

    assert (list(range(9)), 9 + 1) == (execution.output, len(counts.lines))
    assert counts.most <= 2
