"""Definitions that cannot be run, and that say why."""

import pytest

from course.asl import DefinitionError, StateMachine, run
from course.asl.engine.structure import check

PASS = {"Type": "Pass", "End": True}
TASK = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": True}


def with_state(**fields):
    return {"StartAt": "A", "States": {"A": fields}}


@pytest.mark.parametrize(
    "definition, problem",
    [
        ([], "/ must be an object with StartAt and States, not an array."),
        ({}, "/ needs the field StartAt."),
        ({"StartAt": "A", "States": []}, "/States must be an object, not an array."),
        ({"StartAt": "B", "States": {"A": PASS}}, "/StartAt names 'B', and no state of that name is here."),
        ({"StartAt": "A", "States": {"A": 1}}, "/States/A must be an object, not an integer."),
        ({"StartAt": "A", "States": {"A": PASS}, "TimeoutSeconds": "5"}, "/TimeoutSeconds must be an integer, not a string."),
        (with_state(Type="Sleep"), "/States/A/Type must be one of Task, Pass, Choice, Wait, Succeed, Fail, Parallel, Map, not 'Sleep'."),
        (with_state(Type="Pass"), "/States/A needs a Next, or an End that is true."),
        (with_state(Type="Pass", Next="Z"), "/States/A/Next names 'Z', and no state of that name is beside it."),
        (with_state(**PASS, InputPath=3), "/States/A/InputPath must be a string or null, not an integer."),
        (with_state(**PASS, QueryLanguage="XPath"), "/States/A/QueryLanguage must be one of JSONPath, JSONata, not 'XPath'."),
        (with_state(**TASK | {"Resource": "nothing"}), "/States/A/Resource is 'nothing', which is no resource that a Task can call."),
        (with_state(Type="Choice"), "/States/A needs the field Choices."),
        (with_state(Type="Choice", Choices=[1]), "/States/A/Choices/0 must be an object, not an integer."),
        (with_state(**TASK, Retry=[{"ErrorEquals": [1]}]), "/States/A/Retry/0/ErrorEquals must hold the names of errors alone."),
        (with_state(**TASK, Retry=[{"ErrorEquals": [], "MaxAttempts": -1}]), "/States/A/Retry/0/MaxAttempts must be a number from 0 up, not -1."),
        (with_state(**TASK, Catch=[{"Next": "A"}]), "/States/A/Catch/0 needs the field ErrorEquals."),
        (with_state(Type="Parallel", Branches=[{}], End=True), "/States/A/Branches/0 needs the field States."),
        (with_state(Type="Map", End=True), "/States/A needs an ItemProcessor."),
        (
            with_state(Type="Map", End=True, ItemProcessor={"StartAt": "B", "States": {"B": PASS}, "ProcessorConfig": {"Mode": "FAST"}}),
            "/States/A/ItemProcessor/ProcessorConfig/Mode must be one of INLINE, DISTRIBUTED, not 'FAST'.",
        ),
    ],
)  # fmt: skip
def test_what_is_impossible_is_said(definition, problem):
    assert problem in list(check(definition))


def test_a_whole_number_may_be_written_with_a_point():
    """The linter takes 9.0 for an integer as well: a computation in Python easily leaves one."""
    definition = with_state(**TASK, TimeoutSeconds=9.0, Retry=[{"ErrorEquals": ["X"], "MaxAttempts": 1.0}])

    assert "SUCCEEDED" == run({**definition, "TimeoutSeconds": 60.0}, tasks=lambda _: {}).status
    assert ["/TimeoutSeconds must be an integer, not a number."] == list(
        check({**definition, "TimeoutSeconds": 9.5})
    )


def test_a_definition_that_cannot_run_is_refused_with_all_its_problems():
    with pytest.raises(DefinitionError) as refused:
        run(with_state(Type="Pass", Next="Z", ResultPath=1))

    assert 2 == len(refused.value.problems)
    assert "  - /States/A/Next names 'Z', and no state of that name is beside it." in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[1,", "null", '"text"', '{"StartAt": "A", "States": {"A": }}'])
def test_a_text_that_is_no_definition_is_refused(text):
    with pytest.raises(DefinitionError):
        run(text)


def test_states_may_be_nested_as_deeply_as_a_text_may():
    definition = {"StartAt": "A", "States": {"A": PASS}}
    for _ in range(30):
        definition = with_state(Type="Parallel", Branches=[definition], End=True)
    execution = run(definition)

    assert ("SUCCEEDED", 31) == (execution.status, len(execution.visits))


def test_a_definition_may_be_text_data_or_a_machine():
    definition = {"StartAt": "A", "States": {"A": PASS}}
    machine = StateMachine.of(definition)

    assert ["SUCCEEDED"] * 3 == [run(each).status for each in (definition, machine.text, machine)]
