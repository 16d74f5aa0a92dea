"""How data flows through a JSONPath state, up to its work: InputPath, Parameters, Choice, Catch."""

from typing import Any

import pytest

from course.asl import jsonpath
from course.asl.query import Choice, QueryLanguage

SHIPPED: dict[str, Any] = {"Error": "Sold.Out", "Cause": "none left"}


def test_the_module_is_a_query_language() -> None:
    methods = [name for name in vars(QueryLanguage) if not name.startswith("_")]

    assert 9 == len(methods)
    assert all(callable(getattr(jsonpath, name)) for name in methods)


def test_inputpath_leaves_a_part_of_the_input_nothing_or_all_of_it(entered: Any) -> None:
    document = {"a": {"b": 1}}

    assert {"b": 1} == entered({"InputPath": "$.a"}, document)[0].effective
    assert {} == entered({"InputPath": None}, document)[0].effective
    assert document == entered({}, document)[0].effective
    assert {"list": [1, 2]} == entered({"InputPath": "$$.Execution.Input"}, document)[0].effective
    assert 42 == entered({"InputPath": "$answer"}, document, answer=42)[0].effective
    assert [] == entered({"InputPath": "$.none[*]"}, document)[0].effective


def test_a_null_input_passes_a_state_that_does_not_look_into_it(entered: Any) -> None:
    assert entered({"InputPath": "$"}, None)[0].effective is None


@pytest.mark.parametrize(
    "path,document,cause",
    [
        ("$.a", {}, "Invalid path '$.a' : No results for path: $['a']"),
        ("$.a.b", {}, "Invalid path '$.a.b' : Missing property in path $['a']"),
        ("$$.a", {}, "Invalid path '$.a' : No results for path: $['a']"),
        ("$v", {}, "Invalid path '$v' : There is no variable $v"),
        ("$.a", None, "Unable to apply Path transformation to null or empty input."),
        (
            "a",
            {},
            "The value for the field 'InputPath' must be a valid JSONPath or a valid intrinsic function call: a",
        ),
        (
            ["a"],
            {},
            "The value for the field 'InputPath' must be a valid JSONPath or a valid intrinsic function call: [\"a\"]",
        ),
    ],
)
def test_an_inputpath_that_leads_nowhere_fails_the_state(
    path: Any, document: Any, cause: str, entered: Any, error_of: Any
) -> None:
    assert ("States.Runtime", cause) == error_of(entered, {"InputPath": path}, document)


def test_parameters_are_filled_in_from_the_effective_input(entered: Any) -> None:
    state = {"Type": "Task", "InputPath": "$.a", "Parameters": {"x.$": "$.b"}}
    scope, stages = entered(state, {"a": {"b": 1}})

    assert {"x": 1} == jsonpath.arguments(state, scope, stages)
    assert {"afterInputPath": {"b": 1}, "afterParameters": {"x": 1}} == stages


def test_without_parameters_a_state_works_on_the_effective_input(entered: Any) -> None:
    state = {"Type": "Pass"}
    scope, stages = entered(state, {"a": 1})

    assert {"a": 1} == jsonpath.arguments(state, scope, stages)
    assert {"afterInputPath": {"a": 1}, "afterParameters": {"a": 1}} == stages


@pytest.mark.parametrize(
    "state,names",
    [
        ({"Type": "Pass"}, "afterInputPath afterParameters afterResultSelector afterResultPath"),
        ({"Type": "Pass", "Result": 1}, "result afterResultSelector afterResultPath"),
        ({"Type": "Task"}, "afterInputPath afterParameters result afterResultSelector afterResultPath"),
        ({"Type": "Parallel"}, "afterResultSelector afterResultPath"),
        ({"Type": "Succeed"}, "afterInputPath"),
    ],
)
def test_the_stages_shown_depend_on_the_type(
    state: dict[str, Any], names: str, entered: Any, outcome: Any
) -> None:
    scope, stages = entered(state, {})
    jsonpath.arguments(state, scope, stages)
    jsonpath.outcome(state, scope, state.get("Result", {}), stages)

    assert names.split() == list(stages)


def test_a_catcher_puts_the_error_where_its_resultpath_says(entered: Any) -> None:
    scope, stages = entered({}, {"a": 1})

    assert (SHIPPED, {}) == jsonpath.caught({}, scope, SHIPPED, stages)
    assert ({"a": 1, "e": SHIPPED}, {}) == jsonpath.caught({"ResultPath": "$.e"}, scope, SHIPPED, stages)
    assert ({"a": 1}, {"why": "Sold.Out"}) == jsonpath.caught(
        {"ResultPath": None, "Assign": {"why.$": "$.Error"}}, scope, SHIPPED, stages, index=1
    )


def test_a_choice_takes_the_first_rule_that_matches_and_its_assign(entered: Any) -> None:
    state = {
        "Type": "Choice",
        "InputPath": "$.a",
        "Choices": [
            {"Variable": "$.n", "NumericEquals": 1, "Next": "One", "Assign": {"n.$": "$.n"}},
            {"Variable": "$.n", "NumericLessThan": 9, "Next": "Few"},
        ],
        "Default": "Many",
        "Assign": {"other.$": "$.n"},
        "OutputPath": "$.n",
    }

    def chosen(number: int) -> Choice:
        scope, stages = entered(state, {"a": {"n": number}})
        return jsonpath.choose(state, scope, stages)

    assert Choice(0, "One", 1, {"n": 1}) == chosen(1)
    assert Choice(1, "Few", 2, {}) == chosen(2)
    assert Choice(None, "Many", 9, {"other": 9}) == chosen(9)


def test_a_choice_without_default_says_that_nothing_matched(entered: Any) -> None:
    state = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "IsNull": True, "Next": "A"}],
        "Assign": {"x": 1},
    }
    scope, stages = entered(state, {"n": 1})

    assert Choice(None, None, {"n": 1}, {}) == jsonpath.choose(state, scope, stages)


def test_a_template_nested_deeper_than_python_can_go_fails_the_state(entered: Any, error_of: Any) -> None:
    deep: Any = {"x.$": "$"}
    for _ in range(100_000):
        deep = [deep]
    scope, _ = entered({}, {})
    error, cause = error_of(jsonpath.template, deep, scope, "Parameters")

    assert ("States.Runtime", "The template of 'Parameters' is nested too deeply") == (error, cause)
