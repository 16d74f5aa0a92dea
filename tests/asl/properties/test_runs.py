"""What holds of every run, whatever the machine, its input and its tasks."""

from collections.abc import Iterator
from typing import Any

from generated.definitions import machines, map_runs
from generated.documents import INPUTS
from generated.handlers import PLANS
from generated.runs import CHILD_ENDS, CRASHES, ENDS, OURS, run
from hypothesis import given, settings
from hypothesis import strategies as st

from course.asl.distributed_map import Child
from course.asl.engine import Execution
from course.asl.linter import lint
from course.asl.machine import parse, to_text

Plan = list[tuple[str, Any]]
Given = tuple[dict[str, Any], str]

either = st.sampled_from(["STANDARD", "EXPRESS"]).flatmap(
    lambda kind: st.tuples(machines(type=kind), st.just(kind))
)


@settings(max_examples=150)
@given(either, INPUTS, PLANS)
def test_a_run_ends_and_fails_only_with_errors_of_the_language(made: Given, input: Any, plan: Plan) -> None:
    execution = run(*made, input, plan)

    assert execution.status in ENDS
    assert execution.error is None or execution.error in OURS or "ErrorPath" in str(made[0])
    assert not any(word in (execution.cause or "") for word in CRASHES)


@settings(max_examples=50)
@given(either, INPUTS, PLANS, st.integers(0, 3))
def test_the_same_seed_gives_the_same_history(made: Given, input: Any, plan: Plan, seed: int) -> None:
    first, second = run(*made, input, plan, seed), run(*made, input, plan, seed)

    assert first.history == second.history
    assert first.output == second.output


@settings(max_examples=150)
@given(either, INPUTS, PLANS)
def test_a_history_holds_together(made: Given, input: Any, plan: Plan) -> None:
    _check(run(*made, input, plan))


@settings(max_examples=100)
@given(map_runs(), INPUTS, PLANS)
def test_so_does_that_of_every_child_of_a_map_run(made: dict[str, Any], input: Any, plan: Plan) -> None:
    for child in _children(run(made, "STANDARD", input, plan)):
        if child.status != "PENDING":
            _check(child.execution)
        assert child.error is None or child.error in OURS or "ErrorPath" in str(made)
        assert not any(word in (child.cause or "") for word in CRASHES)


@settings(max_examples=100)
@given(either, INPUTS, PLANS)
def test_a_state_is_left_as_often_as_it_is_entered_unless_something_fails(
    made: Given, input: Any, plan: Plan
) -> None:
    execution = run(*made, input, plan)
    entered = _names(execution.history, "stateEnteredEventDetails")
    exited = _names(execution.history, "stateExitedEventDetails")

    assert all(exited.count(name) <= entered.count(name) for name in exited)
    if execution.status == "SUCCEEDED" and not _troubles(execution.history):
        assert sorted(entered) == sorted(exited)


@settings(max_examples=100)
@given(either, INPUTS, PLANS)
def test_visits_tell_what_the_history_tells(made: Given, input: Any, plan: Plan) -> None:
    execution = run(*made, input, plan)

    assert _names(execution.history, "stateEnteredEventDetails") == [visit.name for visit in execution.visits]


@settings(max_examples=100)
@given(machines())
def test_a_generated_machine_is_one_that_aws_accepts(machine: dict[str, Any]) -> None:
    refused = [said for said in lint(to_text(machine)) if said.severity == "ERROR"]

    assert [] == refused


@settings(max_examples=100)
@given(machines())
def test_parsing_what_was_printed_gives_the_definition(machine: dict[str, Any]) -> None:
    printed = to_text(machine)

    assert machine == parse(printed).definition
    assert printed == to_text(parse(printed).definition)


def _children(execution: Execution) -> Iterator[Child]:
    for map_run in execution.map_runs:
        for child in map_run.children:
            yield child
            yield from _children(child.execution) if child.execution else ()


def _check(execution: Execution) -> None:
    history = execution.history

    assert [event["id"] for event in history] == list(range(1, len(history) + 1))
    assert all(0 <= event["previousEventId"] < event["id"] for event in history)
    assert CHILD_ENDS[execution.status] == history[-1]["type"]
    assert [] == [event for event in history[:-1] if event["type"] in CHILD_ENDS.values()]
    times = [event["timestamp"] for event in history]
    assert times == sorted(times)


def _names(history: list[dict[str, Any]], details: str) -> list[str]:
    return [event[details]["name"] for event in history if details in event]


def _troubles(history: list[dict[str, Any]]) -> list[str]:
    """The events of what went wrong, caught or not."""
    return [event["type"] for event in history if event["type"].endswith(("Failed", "TimedOut", "Aborted"))]
