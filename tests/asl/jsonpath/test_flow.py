"""How data flows through a JSONPath state."""

from typing import Any

import pytest

from course.asl import jsonpath
from course.asl.errors import EvaluationError
from course.asl.query import Choice, QueryLanguage
from course.asl.scope import Scope

CONTEXT = {"Execution": {"Input": {"list": [1, 2]}}}
SHIPPED: dict[str, Any] = {"Error": "Sold.Out", "Cause": "none left"}


def _entered(state: dict[str, Any], document: Any, **variables: Any) -> tuple[Scope, dict[str, Any]]:
    scope, stages = Scope(document, CONTEXT, variables), {}
    jsonpath.enter(state, scope, stages)
    return scope, stages


def _outcome(
    state: dict[str, Any], document: Any, result: Any, **variables: Any
) -> tuple[Any, dict[str, Any]]:
    scope, stages = _entered(state, document, **variables)
    return jsonpath.outcome(state, scope, result, stages)


def _error(call: Any, *arguments: Any) -> tuple[str | None, str | None]:
    with pytest.raises(EvaluationError) as raised:
        call(*arguments)
    return raised.value.error, raised.value.cause


def test_the_module_is_a_query_language() -> None:
    methods = [name for name in vars(QueryLanguage) if not name.startswith("_")]

    assert 9 == len(methods)
    assert all(callable(getattr(jsonpath, name)) for name in methods)


def test_inputpath_leaves_a_part_of_the_input_nothing_or_all_of_it() -> None:
    document = {"a": {"b": 1}}

    assert {"b": 1} == _entered({"InputPath": "$.a"}, document)[0].effective
    assert {} == _entered({"InputPath": None}, document)[0].effective
    assert document == _entered({}, document)[0].effective
    assert {"list": [1, 2]} == _entered({"InputPath": "$$.Execution.Input"}, document)[0].effective
    assert 42 == _entered({"InputPath": "$answer"}, document, answer=42)[0].effective
    assert [] == _entered({"InputPath": "$.none[*]"}, document)[0].effective


def test_a_null_input_passes_a_state_that_does_not_look_into_it() -> None:
    assert _entered({"InputPath": "$"}, None)[0].effective is None


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
def test_an_inputpath_that_leads_nowhere_fails_the_state(path: Any, document: Any, cause: str) -> None:
    assert ("States.Runtime", cause) == _error(_entered, {"InputPath": path}, document)


def test_parameters_are_filled_in_from_the_effective_input() -> None:
    state = {"Type": "Task", "InputPath": "$.a", "Parameters": {"x.$": "$.b"}}
    scope, stages = _entered(state, {"a": {"b": 1}})

    assert {"x": 1} == jsonpath.arguments(state, scope, stages)
    assert {"afterInputPath": {"b": 1}, "afterParameters": {"x": 1}} == stages


def test_without_parameters_a_state_works_on_the_effective_input() -> None:
    state = {"Type": "Pass"}
    scope, stages = _entered(state, {"a": 1})

    assert {"a": 1} == jsonpath.arguments(state, scope, stages)
    assert {"afterInputPath": {"a": 1}, "afterParameters": {"a": 1}} == stages


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
    fields: dict[str, Any], expected: Any
) -> None:
    document = {"a": {"b": 0}}

    assert (expected, {}) == _outcome({"Type": "Task", **fields}, document, {"r": 1}, v=7)
    assert {"a": {"b": 0}} == document


def test_a_resultpath_may_replace_an_item_of_an_array() -> None:
    document = {"a": [1, {"b": 2}]}

    assert {"a": [9, {"b": 2}]} == _outcome({"Type": "Task", "ResultPath": "$.a[0]"}, document, 9)[0]
    assert {"a": [1, {"b": 9}]} == _outcome({"Type": "Task", "ResultPath": "$.a[1].b"}, document, 9)[0]
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
    path: str, document: Any, cause: str
) -> None:
    state = {"Type": "Task", "ResultPath": path}

    assert ("States.ReferencePathConflict", cause) == _error(_outcome, state, document, 1)


@pytest.mark.parametrize("path", ["$.a[*]", "$$.a", "$v", "a", 5])
def test_a_resultpath_is_a_reference_path_of_the_input(path: Any) -> None:
    error, cause = _error(_outcome, {"Type": "Task", "ResultPath": path}, {}, 1)

    assert "States.Runtime" == error
    assert "The value for the field 'ResultPath' must be" in str(cause)


def test_an_outputpath_that_leads_nowhere_fails_the_state() -> None:
    cause = "Invalid path '$.x' : No results for path: $['x']"

    assert ("States.Runtime", cause) == _error(_outcome, {"Type": "Pass", "OutputPath": "$.x"}, {}, {})


def test_assign_sees_the_result_before_resultselector_and_the_variables_before_the_assignment() -> None:
    state = {
        "Type": "Task",
        "ResultSelector": {"s.$": "$.r"},
        "Assign": {"n.$": "$.r", "old.$": "$n", "fixed": [1], "from.$": "$$.Execution.Input.list[1]"},
    }

    assert ({"s": 5}, {"n": 5, "old": 4, "fixed": [1], "from": 2}) == _outcome(state, {}, {"r": 5}, n=4)


def test_a_state_without_result_gives_its_effective_input_and_no_resultpath_applies() -> None:
    state = {
        "Type": "Wait",
        "InputPath": "$.a",
        "OutputPath": "$.b",
        "ResultPath": "$.never",
        "Assign": {"x.$": "$.b"},
    }
    scope, stages = _entered(state, {"a": {"b": 1}})

    assert (1, {"x": 1}) == jsonpath.outcome(state, scope, scope.effective, stages)
    assert {"afterInputPath": {"b": 1}} == stages


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
def test_the_stages_shown_depend_on_the_type(state: dict[str, Any], names: str) -> None:
    scope, stages = _entered(state, {})
    jsonpath.arguments(state, scope, stages)
    jsonpath.outcome(state, scope, state.get("Result", {}), stages)

    assert names.split() == list(stages)


def test_a_catcher_puts_the_error_where_its_resultpath_says() -> None:
    scope, stages = _entered({}, {"a": 1})

    assert (SHIPPED, {}) == jsonpath.caught({}, scope, SHIPPED, stages)
    assert ({"a": 1, "e": SHIPPED}, {}) == jsonpath.caught({"ResultPath": "$.e"}, scope, SHIPPED, stages)
    assert ({"a": 1}, {"why": "Sold.Out"}) == jsonpath.caught(
        {"ResultPath": None, "Assign": {"why.$": "$.Error"}}, scope, SHIPPED, stages, index=1
    )


def test_a_choice_takes_the_first_rule_that_matches_and_its_assign() -> None:
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
        scope, stages = _entered(state, {"a": {"n": number}})
        return jsonpath.choose(state, scope, stages)

    assert Choice(0, "One", 1, {"n": 1}) == chosen(1)
    assert Choice(1, "Few", 2, {}) == chosen(2)
    assert Choice(None, "Many", 9, {"other": 9}) == chosen(9)


def test_a_choice_without_default_says_that_nothing_matched() -> None:
    state = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "IsNull": True, "Next": "A"}],
        "Assign": {"x": 1},
    }
    scope, stages = _entered(state, {"n": 1})

    assert Choice(None, None, {"n": 1}, {}) == jsonpath.choose(state, scope, stages)


def test_a_map_iterates_over_the_array_that_itemspath_points_to() -> None:
    def items(state: dict[str, Any], document: Any, **variables: Any) -> Any:
        scope, stages = _entered(state, document, **variables)
        return jsonpath.items(state, scope, stages), stages["afterItemsPath"]

    assert ([1], [1]) == items({"Type": "Map"}, [1])
    assert ([1], [1]) == items({"Type": "Map", "ItemsPath": "$.a.b"}, {"a": {"b": [1]}})
    assert ([1, 2], [1, 2]) == items({"Type": "Map", "ItemsPath": "$$.Execution.Input.list"}, {})
    assert ([3], [3]) == items({"Type": "Map", "ItemsPath": "$v.l"}, {}, v={"l": [3]})


@pytest.mark.parametrize(
    "path,document,error,cause",
    [
        ("$", {}, "States.Runtime", 'Reference path "$" must point to array.'),
        ("$.a", {"a": "x"}, "States.Runtime", 'Reference path "$.a" must point to array.'),
        (
            "$$.Execution.Input",
            [],
            "States.Runtime",
            'Reference path "$.Execution.Input" must point to array.',
        ),
        ("$.a", {"b": 1}, "States.ReferencePathConflict", 'Unable to apply step "a" to input {"b":1}'),
        ("$.a.b", {"a": {}}, "States.ReferencePathConflict", 'Unable to apply step "b" to input {"a":{}}'),
        (
            "$.a[1]",
            {"a": [[]]},
            "States.ReferencePathConflict",
            'Unable to apply step "1" to input {"a":[[]]}',
        ),
        ("$.a[0]", {"a": "x"}, "States.ReferencePathConflict", 'Unable to apply step "0" to input {"a":"x"}'),
        ("$v", {}, "States.Runtime", "Invalid path '$v' : There is no variable $v"),
    ],
)
def test_a_map_without_an_array_fails(path: str, document: Any, error: str, cause: str) -> None:
    state = {"Type": "Map", "ItemsPath": path}
    scope, stages = _entered(state, document)

    assert (error, cause) == _error(jsonpath.items, state, scope, stages)


@pytest.mark.parametrize("name", ["ItemSelector", "Parameters"])
def test_an_iteration_gets_the_item_or_what_itemselector_makes(name: str) -> None:
    state = {"Type": "Map", name: {"who.$": "$.who", "what.$": "$$.Map.Item.Value"}}
    scope, stages = _entered(state, {"who": "me"})
    scope.context = {"Map": {"Item": {"Value": 5, "Index": 0}}}

    assert {"who": "me", "what": 5} == jsonpath.item(state, scope, 5, stages)
    assert {"who": "me", "what": 5} == stages["afterItemSelector"]
    assert 5 == jsonpath.item({"Type": "Map"}, scope, 5, {})


def test_a_template_nested_deeper_than_python_can_go_fails_the_state() -> None:
    deep: Any = {"x.$": "$"}
    for _ in range(100_000):
        deep = [deep]
    scope, _ = _entered({}, {})
    error, cause = _error(jsonpath.template, deep, scope, "Parameters")

    assert ("States.Runtime", "The template of 'Parameters' is nested too deeply") == (error, cause)
