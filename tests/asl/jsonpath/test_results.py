"""What a JSONPath state makes of its result: ResultSelector, ResultPath, OutputPath, Assign."""

from typing import Any

import pytest

from course.asl import jsonpath


@pytest.mark.parametrize(
    "fields,expected",
    [
        ({}, {"r": 1}),
        ({"ResultPath": "$"}, {"r": 1}),
        ({"ResultPath": None}, {"a": {"b": 0}}),
        ({"ResultPath": "$.a"}, {"a": {"r": 1}}),
        ({"ResultPath": "$.a.c"}, {"a": {"b": 0, "c": {"r": 1}}}),
        ({"ResultPath": "$.x.y.z"}, {"a": {"b": 0}, "x": {"y": {"z": {"r": 1}}}}),
        ({"ResultPath": "$['x y']"}, {"a": {"b": 0}, "x y": {"r": 1}}),
        ({"ResultSelector": {"s.$": "$.r", "n.$": "$$.Execution.Input.list[0]"}}, {"s": 1, "n": 1}),
        ({"ResultSelector": {"s.$": "$.r"}, "ResultPath": "$.x"}, {"a": {"b": 0}, "x": {"s": 1}}),
        ({"ResultSelector": {"s.$": "$.r"}, "ResultPath": "$.x", "OutputPath": "$.x.s"}, 1),
        ({"OutputPath": None}, {}),
        ({"OutputPath": "$v"}, 7),
        ({"OutputPath": "$$.Execution.Input"}, {"list": [1, 2]}),
        ({"InputPath": "$.a", "ResultPath": "$.x"}, {"a": {"b": 0}, "x": {"r": 1}}),
    ],
)
def test_the_output_is_the_result_selected_placed_in_the_raw_input_and_filtered(
    fields: dict[str, Any], expected: Any, outcome: Any
) -> None:
    document = {"a": {"b": 0}}

    assert (expected, {}) == outcome({"Type": "Task", **fields}, document, {"r": 1}, v=7)
    assert {"a": {"b": 0}} == document


def test_a_resultpath_may_replace_an_item_of_an_array(outcome: Any) -> None:
    document = {"a": [1, {"b": 2}]}

    assert {"a": [9, {"b": 2}]} == outcome({"Type": "Task", "ResultPath": "$.a[0]"}, document, 9)[0]
    assert {"a": [1, {"b": 9}]} == outcome({"Type": "Task", "ResultPath": "$.a[1].b"}, document, 9)[0]
    assert {"a": [1, {"b": 2}]} == document


@pytest.mark.parametrize(
    "path,document,cause",
    [
        ("$.a", [1], 'Unable to apply step "a" to input [1]'),
        ("$.a", "text", 'Unable to apply step "a" to input "text"'),
        ("$.a.b", {"a": 1}, 'Unable to apply step "b" to input {"a":1}'),
        ("$.a[2]", {"a": [1]}, 'Unable to apply step "2" to input {"a":[1]}'),
        ("$.a[0]", {}, 'Unable to apply step "0" to input {}'),
    ],
)
def test_a_resultpath_that_does_not_fit_the_input_fails_the_state(
    path: str, document: Any, cause: str, outcome: Any, error_of: Any
) -> None:
    state = {"Type": "Task", "ResultPath": path}

    assert ("States.ReferencePathConflict", cause) == error_of(outcome, state, document, 1)


@pytest.mark.parametrize("path", ["$.a[*]", "$$.a", "$v", "a", 5])
def test_a_resultpath_is_a_reference_path_of_the_input(path: Any, outcome: Any, error_of: Any) -> None:
    error, cause = error_of(outcome, {"Type": "Task", "ResultPath": path}, {}, 1)

    assert "States.Runtime" == error
    assert "The value for the field 'ResultPath' must be" in str(cause)


def test_an_outputpath_that_leads_nowhere_fails_the_state(outcome: Any, error_of: Any) -> None:
    cause = "Invalid path '$.x' : No results for path: $['x']"

    assert ("States.Runtime", cause) == error_of(outcome, {"Type": "Pass", "OutputPath": "$.x"}, {}, {})


def test_assign_sees_the_result_before_resultselector_and_the_variables_before_the_assignment(
    outcome: Any,
) -> None:
    state = {
        "Type": "Task",
        "ResultSelector": {"s.$": "$.r"},
        "Assign": {"n.$": "$.r", "old.$": "$n", "fixed": [1], "from.$": "$$.Execution.Input.list[1]"},
    }

    assert ({"s": 5}, {"n": 5, "old": 4, "fixed": [1], "from": 2}) == outcome(state, {}, {"r": 5}, n=4)


def test_a_state_without_result_gives_its_effective_input_and_no_resultpath_applies(
    entered: Any, outcome: Any
) -> None:
    state = {
        "Type": "Wait",
        "InputPath": "$.a",
        "OutputPath": "$.b",
        "ResultPath": "$.never",
        "Assign": {"x.$": "$.b"},
    }
    scope, stages = entered(state, {"a": {"b": 1}})

    assert (1, {"x": 1}) == jsonpath.outcome(state, scope, scope.effective, stages)
    assert {"afterInputPath": {"b": 1}} == stages
