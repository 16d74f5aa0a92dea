"""A translation comes to what its original comes to: every combination of fields, on many inputs, tried by TestState."""

import itertools
import json
from typing import Any

import pytest

from course.asl import StatesError, run
from course.asl.one_state import try_state
from course.asl.translation import translate

ROLE = "arn:aws:iam::123456789012:role/r"

NOTHING = object()
WAYS_IN = [
    {},
    {"InputPath": "$.order"},
    {"InputPath": None},
    {"Parameters": {"id.$": "$.id", "fixed": {"a": [1, "b", None, True]}}},
    {"InputPath": "$.order", "Parameters": {"all.$": "$", "deep": [{"first.$": "$.items[0]"}]}},
    {"Parameters": {"run.$": "$$.State.Name", "kept.$": "$kept.a", "odd.$": "$['odd name']"}},
    {"Parameters": {"word.$": "$['odd name'].true"}},
]
SELECTORS = [
    NOTHING,
    {"id.$": "$.id"},
    {"all.$": "$", "run.$": "$$.State.Name", "list.$": "$.items", "first.$": "$.items[0]"},
    {"said.$": "States.Format('No. {}: {}', $.id, $.items)"},
]
RESULT_PATHS = [NOTHING, "$", None, "$.done", "$.order", "$.order.done", "$['odd name'].and"]
OUTPUT_PATHS = [NOTHING, "$", None, "$.done", "$.order", "$.items[0]", "$$.State.Name"]

DOCUMENTS: list[Any] = [
    {},
    {
        "id": "A-1",
        "items": [1, 2],
        "order": {"id": 7, "items": [[1], [2]]},
        "odd name": {"and": 1, "true": 2},
    },
    {"id": None, "items": [{"a": [5]}], "order": {"id": 129.5, "items": [["x"]], "done": {}}, "done": [0]},
    {"id": False, "items": [], "order": {"items": []}, "odd name": "text", "done": {"a": 1}},
    {"id": {"b": [1]}, "items": [[[3]]], "order": [], "odd name": {}},
    {"items": "text", "order": None, "done": None},
    [{"id": 1}],
    "text",
    None,
]


def tried(machine: dict[str, Any], document: Any, result: Any = NOTHING) -> dict[str, Any]:
    """Return how TestState answers for the state A of a machine, its texts read."""
    request: dict[str, Any] = {
        "definition": json.dumps(machine),
        "stateName": "A",
        "input": json.dumps(document),
        "variables": json.dumps({"kept": {"a": 1}}),
        "inspectionLevel": "DEBUG",
        "roleArn": ROLE,
    }
    if result is not NOTHING:
        request["mock"] = {"result": json.dumps(result), "fieldValidationMode": "NONE"}
    answer = try_state(request)
    told = answer.get("inspectionData", {})
    given = told.get("afterParameters", told.get("afterArguments", told.get("afterInputPath", told["input"])))
    return {
        "status": answer["status"],
        "output": json.loads(answer.get("output", '"none"')),
        "given": json.loads(given),
        "variables": json.loads(told.get("variables", "{}")),
    }


def machine(state: dict[str, Any]) -> dict[str, Any]:
    return {"StartAt": "A", "States": {"A": {**state, "End": True}}}


def written(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not NOTHING}


TASKS = [
    {
        "Type": "Task",
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
        **way_in,
        **written(ResultSelector=selector, ResultPath=result_path, OutputPath=output_path),
    }
    for way_in, selector, result_path, output_path in itertools.product(
        WAYS_IN, SELECTORS, RESULT_PATHS, OUTPUT_PATHS
    )
]
PASSES = [
    {"Type": "Pass", **way_in, **written(Result=result, ResultPath=result_path, OutputPath=output_path)}
    for way_in, result, result_path, output_path in itertools.product(
        WAYS_IN, [NOTHING, {"a.$": "$.x", "b": "it's"}, ["x"], "text", None], RESULT_PATHS, OUTPUT_PATHS
    )
]


# Every 17th combination each day, all of them among the slow tests; 17 shares no factor with the sizes of the lists.
STEPS = [17, pytest.param(1, marks=pytest.mark.slow)]


@pytest.mark.parametrize("step", STEPS)
def test_a_task_is_given_the_same_and_hands_on_the_same(step):
    compared = 0
    for state in TASKS[::step]:
        original = machine(state)
        translation = translate(original).definition
        for at, document in enumerate(DOCUMENTS):
            result = DOCUMENTS[(at * 5 + 1) % len(DOCUMENTS)]
            one = tried(original, document, result)
            if one["status"] == "SUCCEEDED":
                compared += 1
                assert one == tried(translation, document, result), (state, document, result)

    assert compared > 1500 / step


@pytest.mark.parametrize("step", STEPS)
def test_a_pass_state_hands_on_the_same(step):
    compared = 0
    for state in PASSES[::step]:
        original = machine(state)
        translation = translate(original).definition
        for document in DOCUMENTS:
            one = tried(original, document)
            if one["status"] == "SUCCEEDED":
                compared += 1
                other = tried(translation, document)
                assert one["output"] == other["output"], (state, document)

    assert compared > 1500 / step


CALLS = [
    "States.Format('plain')",
    "States.Format('{}', $.id)",
    "States.Format('{} of {}', $.items, States.MathAdd($.n, -1))",
    "States.Format('it{}', 'x')",
    "States.JsonMerge($.order, $, false)",
    "States.StringToJson($.json)",
    "States.StringToJson(States.Format('[{}]', $.n))",
    "States.ArrayLength($.items)",
    "States.MathAdd(States.ArrayLength($.items), 1)",
    "States.Hash($.json, 'SHA-256')",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_comes_to_the_same(call):
    original = machine({"Type": "Pass", "Parameters": {"made.$": call}})
    translation = translate(original).definition
    asked = [
        {"n": 4, "json": '{"a": [1]}', **document} for document in DOCUMENTS if isinstance(document, dict)
    ]
    answers = [(tried(original, each), tried(translation, each)) for each in asked]

    assert any(one["status"] == "SUCCEEDED" for one, _ in answers)
    for one, other in answers:
        if one["status"] == "SUCCEEDED":
            assert one["output"] == other["output"]


def test_the_same_variables_are_assigned():
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
        "Assign": {"all.$": "$", "first.$": "$.items[0]", "before.$": "$kept.a", "fixed": [1]},
        "ResultPath": None,
    }
    one, other = (
        tried(each, {"id": 1}, {"items": [[2]]})
        for each in (machine(state), translate(machine(state)).definition)
    )

    assert {"kept": {"a": 1}, "all": {"items": [[2]]}, "first": [2], "before": 1, "fixed": [1]} == one[
        "variables"
    ]
    assert one == other


@pytest.mark.parametrize("catcher", [{}, {"ResultPath": "$.why"}, {"ResultPath": None}])
def test_a_caught_error_comes_to_the_same(catcher):
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f"},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B", **catcher}],
        "End": True,
    }
    original = {"StartAt": "A", "States": {"A": state, "B": {"Type": "Succeed"}}}

    def broken(_: Any) -> Any:
        raise StatesError("Bank.Closed", "on Sundays")

    one, other = (run(each, {"id": 1}, tasks=broken) for each in (original, translate(original).definition))

    assert "SUCCEEDED" == one.status
    assert one.output == other.output


def test_a_path_that_leads_nowhere_stops_both_where_it_stands_alone():
    original = machine({"Type": "Pass", "Parameters": {"a.$": "$.missing"}})

    assert "FAILED" == tried(original, {})["status"]
    assert "FAILED" == tried(translate(original).definition, {})["status"]


def test_a_path_that_leads_nowhere_inside_a_larger_expression_is_left_out_and_the_line_says_so():
    original = machine({"Type": "Pass", "Parameters": {"a.$": "$.missing"}, "ResultPath": "$.done"})
    translation = translate(original)

    assert "FAILED" == tried(original, {"id": 1})["status"]
    assert {"id": 1, "done": {}} == tried(translation.definition, {"id": 1})["output"]
    assert "goes on without" in translation.lines[-1].differs
