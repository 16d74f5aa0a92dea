"""What holds of definitions that are not what they should be."""

import json
from typing import Any

from generated.damage import damaged
from generated.definitions import machines
from generated.documents import DOCUMENTS, INPUTS
from generated.handlers import PLANS, Planned
from generated.runs import CRASHES, ENDS, run
from hypothesis import given, settings
from hypothesis import strategies as st

from course.asl import engine
from course.asl.linter import lint
from course.asl.machine import parse, to_text
from course.asl.one_state import Refused, try_state
from course.clock import Clock

Plan = list[tuple[str, Any]]


@settings(max_examples=200)
@given(damaged())
def test_the_linter_has_an_answer_to_any_definition(machine: Any) -> None:
    text = json.dumps(machine)
    places = [(said.line, said.column) for said in lint(text)]

    assert places == sorted(places)
    assert all(line >= 1 and column >= 1 for line, column in places)


@settings(max_examples=200)
@given(damaged(), INPUTS, PLANS)
def test_a_damaged_machine_is_refused_or_runs_to_an_end(machine: Any, input: Any, plan: Plan) -> None:
    try:
        execution = run(machine, "STANDARD", input, plan)
    except engine.DefinitionError:
        return

    assert execution.status in ENDS
    assert not any(word in (execution.cause or "") for word in CRASHES)


@settings(max_examples=200)
@given(damaged(), INPUTS, PLANS)
def test_what_the_linter_passes_the_engine_runs(machine: Any, input: Any, plan: Plan) -> None:
    if any(said.severity == "ERROR" for said in lint(json.dumps(machine))):
        return

    assert run(machine, "STANDARD", input, plan).status in ENDS


@settings(max_examples=200)
@given(
    machines() | damaged(),
    st.integers(0, 20),
    INPUTS,
    st.fixed_dictionaries(
        {}, optional={"result": DOCUMENTS.map(json.dumps), "fieldValidationMode": st.just("NONE")}
    ),
    PLANS,
)
def test_a_state_alone_gets_an_answer_or_a_refusal(
    machine: Any, number: int, input: Any, mock: dict[str, Any], plan: Plan
) -> None:
    states = machine.get("States") if isinstance(machine, dict) else None
    names = [name for name in states if name] if isinstance(states, dict) else []
    parameters = {
        "definition": json.dumps(machine),
        "stateName": names[number % len(names)] if names else "S",
        "input": json.dumps(input),
        "inspectionLevel": "TRACE",
        "roleArn": "arn:aws:iam::123456789012:role/r",
        **({"mock": mock} if mock else {}),
    }
    clock = Clock()
    try:
        answer = try_state(parameters, tasks=Planned(clock, plan), clock=clock)
    except Refused:
        return

    assert answer["status"] in {"SUCCEEDED", "FAILED", "RETRIABLE", "CAUGHT_ERROR"}
    assert input == json.loads(answer["inspectionData"]["input"])


@settings(max_examples=200)
@given(st.text(max_size=60) | DOCUMENTS.map(json.dumps))
def test_any_text_at_all_can_be_linted_and_parsed(text: str) -> None:
    machine = parse(text)

    assert isinstance(lint(text), list)
    if machine.definition is not None:
        assert machine.definition == parse(to_text(machine.definition)).definition
