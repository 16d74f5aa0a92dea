"""Each event finds the line of states and the visit that it belongs to, by what it points back to."""

from typing import Any

from generated.definitions import machines
from generated.documents import INPUTS
from generated.handlers import PLANS
from generated.runs import run
from hypothesis import given, settings
from hypothesis import strategies as st

from course.asl import run as engine_run
from course.widgets.execution.events import read_events
from course.widgets.execution.lines import places_of

either = st.sampled_from(["STANDARD", "EXPRESS"]).flatmap(
    lambda kind: st.tuples(machines(type=kind), st.just(kind))
)


def placed(execution, definition):
    return places_of(read_events(execution.history), definition)


def iteration(line):
    around = iteration(line.owner.line) if line.owner else ()
    return (*around, line.number) if line.kind == "item" else around


@settings(max_examples=150)
@given(either, INPUTS, PLANS)
def test_what_is_read_from_a_history_is_what_the_engine_knows(
    made: tuple[dict[str, Any], str], input: Any, plan: list[tuple[str, Any]]
) -> None:
    execution = run(*made, input, plan)
    if not execution.not_redrivable:
        execution.redrive()
        execution.wait()
    places = placed(execution, made[0])
    read = [places.of[visit.event].stay for visit in execution.visits]

    assert [(v.path, v.iteration, v.left is not None) for v in execution.visits] == [
        (stay.path, iteration(stay.line), stay.is_left) for stay in read
    ]


def test_a_task_that_was_cut_off_is_found_though_its_event_names_no_state(trip):
    places = placed(trip, trip.group.fields)
    cut = [event["id"] for event in trip.history if event["type"] == "TaskStateAborted"]

    assert ["Car", "Flight", "Car", "Flight"] == [places.of[each].stay.name for each in cut]


def test_a_parallel_that_starts_again_has_new_branches(trip):
    lines = placed(trip, trip.group.fields).lines

    assert [("branch", 0, 1), ("branch", 1, 1), ("branch", 0, 2), ("branch", 1, 2)] == [
        (line.kind, line.number, line.attempt) for line in lines[1:]
    ]


def test_events_of_a_redrive_belong_to_the_visit_that_had_failed(redriven):
    places = placed(redriven, redriven.group.fields)
    began, again = [event["id"] for event in redriven.history if event["type"] == "LambdaFunctionScheduled"]

    assert places.of[began].stay is places.of[again].stay


def test_a_parallel_whose_catcher_fails_itself_fails_once_more_and_not_what_is_around_it():
    inner = {
        "Type": "Parallel",
        "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "P", "Output": "{% $states.input.missing %}"}],
        "Next": "P",
    }
    branch = {"StartAt": "Inner", "States": {"Inner": inner, "P": {"Type": "Pass", "End": True}}}
    outer = {"Type": "Parallel", "Branches": [branch], "End": True}
    definition = {"QueryLanguage": "JSONata", "StartAt": "Outer", "States": {"Outer": outer}}
    execution = engine_run(definition)
    places = placed(execution, definition)
    failed = [event["id"] for event in execution.history if event["type"] == "ParallelStateFailed"]

    assert ["Inner", "Inner", "Outer"] == [places.of[each].stay.name for each in failed]


def test_a_definition_that_does_not_fit_is_no_error(trip):
    assert len(trip.history) == len(placed(trip, {"States": []}).of)
