"""Payload templates: what `.$` fields are filled in with."""

import random
from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonpath import check_value, template
from course.asl.scope import Scope


def _scope(document: Any = None, **variables: Any) -> Scope:
    scope = Scope(document, {"Execution": {"Id": "e-1"}}, variables, random.Random(1))
    scope.effective = document
    return scope


def _fill(made_from: Any, document: Any = None, **variables: Any) -> Any:
    return template(made_from, _scope(document, **variables), "Parameters")


def _cause(
    made_from: Any, document: Any = None, **variables: Any
) -> tuple[str | None, str | None, str | None]:
    with pytest.raises(EvaluationError) as raised:
        _fill(made_from, document, **variables)
    return raised.value.error, raised.value.cause, raised.value.field


def test_a_field_whose_name_ends_in_dollar_is_filled_in_and_loses_the_ending() -> None:
    made = _fill({"a.$": "$.x", "b.$": "$$.Execution.Id", "c.$": "$v.y", "d": "$.x"}, {"x": 1}, v={"y": 2})

    assert {"a": 1, "b": "e-1", "c": 2, "d": "$.x"} == made


def test_templates_are_filled_in_at_every_depth_and_within_arrays() -> None:
    made = _fill({"a": {"b": [{"c.$": "$.x"}, "$.x", ["$.x", {"d.$": "$"}]]}}, {"x": 1})

    assert {"a": {"b": [{"c": 1}, "$.x", ["$.x", {"d": {"x": 1}}]]}} == made


def test_a_path_that_may_lead_to_many_places_fills_in_a_list() -> None:
    assert {"a": [], "b": [1, 2]} == _fill(
        {"a.$": "$.none[*]", "b.$": "$.x[*].y"}, {"x": [{"y": 1}, {"y": 2}]}
    )


def test_an_intrinsic_function_gets_what_its_paths_lead_to() -> None:
    made = _fill(
        {"a.$": "States.Format('{}/{}/{}', $.x, $$.Execution.Id, $v)", "b.$": "States.Array($.x, $.y[0])"},
        {"x": 1, "y": ["z"]},
        v="w",
    )

    assert {"a": "1/e-1/w", "b": [1, "z"]} == made


def test_random_functions_draw_from_the_scope() -> None:
    made = [_fill({"id.$": "States.UUID()"}, {}) for _ in range(2)]

    assert made[0] == made[1]


def test_what_holds_nothing_to_fill_in_is_handed_out_as_it_is() -> None:
    fixed = {"a": [1, {"b": "$.x"}]}

    assert _fill(fixed, {}) is fixed


def test_a_template_is_not_changed_by_filling_it_in() -> None:
    made_from = {"a.$": "$.x", "b": {"c.$": "$.x"}}

    assert {"a": 1, "b": {"c": 1}} == _fill(made_from, {"x": 1})
    assert {"a": 2, "b": {"c": 2}} == _fill(made_from, {"x": 2})
    assert {"a.$": "$.x", "b": {"c.$": "$.x"}} == made_from


def test_a_path_that_leads_nowhere_is_named_with_its_field_and_the_input() -> None:
    said = (
        "The JSONPath '$.x' specified for the field 'a.$' could not be found in the input '{\"y\":[1,\"ü\"]}'"
    )

    assert ("States.Runtime", said, "a.$") == _cause({"a.$": "$.x"}, {"y": [1, "ü"]})


def test_a_context_path_that_leads_nowhere_shows_the_context() -> None:
    said = (
        "The JSONPath '$$.x' specified for the field 'a.$' could not be found in the input "
        '\'{"Execution":{"Id":"e-1"}}\''
    )

    assert ("States.Runtime", said, "a.$") == _cause({"a.$": "$$.x"}, {})


def test_an_argument_that_leads_nowhere_is_named_with_the_whole_call() -> None:
    said = (
        "The function 'States.Array(States.Array($.x))' had the following error: The JsonPath argument for the field "
        "'$.x' could not be found in the input '{}'"
    )

    assert ("States.Runtime", said, None) == _cause({"a.$": "States.Array(States.Array($.x))"}, {})


def test_an_index_of_what_is_no_array_is_told_in_the_words_of_the_library_that_aws_uses() -> None:
    why = "Filter: [0] can only be applied to arrays. Current context is: 1"

    assert ("States.Runtime", f"Invalid path '$.x[0]' : {why}", "a.$") == _cause({"a.$": "$.x[0]"}, {"x": 1})
    said = f"The function 'States.Array($.x[0])' had the following error: {why}"
    assert ("States.Runtime", said, None) == _cause({"a.$": "States.Array($.x[0])"}, {"x": 1})


def test_no_path_applies_to_a_null_input() -> None:
    said = "Unable to apply Path transformation to null or empty input."

    assert ("States.Runtime", said, None) == _cause({"a.$": "$"}, None)
    assert {"a": "e-1"} == _fill({"a.$": "$$.Execution.Id"}, None)


@pytest.mark.parametrize("value", ["x", "", "$.", "States.None()", "States.Array($.)", 5, None, ["$.x"]])
def test_a_value_that_is_no_expression_is_refused(value: Any) -> None:
    error, cause, field = _cause({"a.$": value}, {"x": 1})

    assert ("States.Runtime", "a.$") == (error, field)
    assert "The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call" in str(
        cause
    )


@pytest.mark.parametrize(
    "text",
    [
        "$",
        "$$",
        "$.a",
        "$$.Task.Token",
        "$v.a[0]",
        "States.UUID()",
        "States.Format('{}', $.a[?(@.b == 'c')])",
    ],
)
def test_a_value_may_be_a_path_a_variable_or_a_call(text: str) -> None:
    assert check_value(text)


@pytest.mark.parametrize(
    "text", ["", "a", "$.", " States.UUID()", "States.UUID", "States.Array($.)", "States. "]
)
def test_a_value_may_be_nothing_else(text: str) -> None:
    assert not check_value(text)
