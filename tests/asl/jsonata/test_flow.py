"""The data flow of a JSONata state."""

from typing import Any

import pytest

from course.asl import jsonata
from course.asl.errors import EvaluationError
from course.asl.query import QueryLanguage
from course.asl.scope import Scope

INPUT = {"cost": 9, "items": [1, 2, 3], "on": True}
ERROR_OUTPUT = {"Error": "Declined", "Cause": "no funds"}


@pytest.fixture
def scope() -> Scope:
    return Scope(INPUT, {"State": {"Name": "S"}, "Map": {"Item": {"Index": 1, "Value": 2}}}, {"count": 7})


def failure(function: Any, *arguments: Any) -> EvaluationError:
    with pytest.raises(EvaluationError) as caught:
        function(*arguments)
    return caught.value


def test_the_room_is_a_query_language() -> None:
    language: QueryLanguage = jsonata

    assert language is jsonata


def test_the_input_is_taken_as_it_is(scope: Scope) -> None:
    jsonata.enter({}, scope, {})

    assert scope.effective is INPUT


def test_arguments_are_what_the_work_gets(scope: Scope) -> None:
    stages: dict[str, Any] = {}
    arguments = jsonata.arguments({"Arguments": {"x": "{% $states.input.cost %}", "y": [0.1]}}, scope, stages)

    assert {"x": 9, "y": [0.1]} == arguments
    assert {"afterArguments": arguments} == stages


def test_without_arguments_the_work_gets_the_input(scope: Scope) -> None:
    stages: dict[str, Any] = {}

    assert jsonata.arguments({}, scope, stages) is INPUT
    assert {} == stages


@pytest.mark.parametrize("type", ["Task", "Parallel", "Map"])
def test_a_state_that_works_hands_on_its_result(type: str, scope: Scope) -> None:
    stages: dict[str, Any] = {}

    assert ("done", {}) == jsonata.outcome({"Type": type}, scope, "done", stages)
    assert {"result": "done"} == stages


@pytest.mark.parametrize("type", ["Pass", "Wait", "Succeed"])
def test_a_state_without_work_hands_on_its_input(type: str, scope: Scope) -> None:
    assert (INPUT, {}) == jsonata.outcome({"Type": type}, scope, INPUT, {})


def test_output_and_assign_see_the_result_and_the_old_variables(scope: Scope) -> None:
    state = {
        "Type": "Task",
        "Output": {"r": "{% $states.result.v %}", "c": "{% $count %}", "was": "{% $states.input.cost %}"},
        "Assign": {"count": "{% $count + 1 %}", "copy": "{% $count %}", "fixed": [1]},
    }

    output, assigned = jsonata.outcome(state, scope, {"v": 5}, {})

    assert {"r": 5, "c": 7, "was": 9} == output
    assert {"count": 8, "copy": 7, "fixed": [1]} == assigned


@pytest.mark.parametrize("output", [0.1, True, "text", None, [], {}, [None, "{% $states.input.cost %}"]])
def test_output_is_any_json(output: Any, scope: Scope) -> None:
    expected = [None, 9] if output and isinstance(output, list) else output

    assert (expected, {}) == jsonata.outcome({"Type": "Pass", "Output": output}, scope, INPUT, {})


def test_the_whole_of_states_has_the_result_last(scope: Scope) -> None:
    output, _ = jsonata.outcome({"Type": "Map", "Output": "{% $states %}"}, scope, [1], {})

    assert ["input", "context", "result"] == list(output)


@pytest.mark.parametrize("type", ["Pass", "Wait", "Succeed"])
def test_there_is_no_result_where_nothing_works(type: str, scope: Scope) -> None:
    error = failure(jsonata.outcome, {"Type": type, "Output": "{% $states.result %}"}, scope, INPUT, {})

    assert (
        "The JSONata expression '$states.result' specified for the field 'Output' returned nothing (undefined)."
        == error.cause
    )


def test_a_variable_without_a_value_is_told_by_its_field(scope: Scope) -> None:
    error = failure(jsonata.outcome, {"Type": "Pass", "Assign": {"x": {"y": "{% $no %}"}}}, scope, INPUT, {})

    assert "Assign/x/y" == error.field


def test_a_catcher_sees_the_error_and_no_result(scope: Scope) -> None:
    catcher = {
        "Output": {"e": "{% $states.errorOutput.Error %}", "i": "{% $states.input.cost %}"},
        "Assign": {"why": "{% $states.errorOutput %}"},
    }

    assert ({"e": "Declined", "i": 9}, {"why": ERROR_OUTPUT}) == jsonata.caught(
        catcher, scope, ERROR_OUTPUT, {}
    )


def test_a_catcher_without_output_hands_on_the_error(scope: Scope) -> None:
    assert (ERROR_OUTPUT, {}) == jsonata.caught({}, scope, ERROR_OUTPUT, {})


def test_a_catcher_is_named_by_its_index(scope: Scope) -> None:
    with pytest.raises(EvaluationError) as caught:
        jsonata.caught({"Output": {"v": "{% $states.result %}"}}, scope, ERROR_OUTPUT, {}, index=1)

    assert "Catch[1]/Output/v" == caught.value.field


def test_the_first_rule_that_holds_is_taken(scope: Scope) -> None:
    state = {
        "Choices": [
            {"Condition": "{% $states.input.cost > 10 %}", "Next": "Much"},
            {"Condition": "{% $states.input.cost > 5 %}", "Next": "Some", "Output": "some", "Assign": {"n": "{% $count %}"}},
            {"Condition": "{% $no %}", "Next": "Never"},
        ],
        "Output": "by default",
        "Default": "Other",
    }  # fmt: skip
    choice = jsonata.choose(state, scope, {})

    assert (1, "Some", "some", {"n": 7}) == (choice.index, choice.next, choice.output, choice.assigned)


def test_the_output_of_the_state_belongs_to_its_default(scope: Scope) -> None:
    rule = {"Condition": "{% $states.input.on %}", "Next": "On"}
    state = {"Choices": [rule], "Default": "Off", "Output": "off", "Assign": {"x": 1}}
    taken, default = jsonata.choose(state, scope, {}), jsonata.choose({**state, "Choices": []}, scope, {})

    assert (0, "On", INPUT, {}) == (taken.index, taken.next, taken.output, taken.assigned)
    assert (None, "Off", "off", {"x": 1}) == (default.index, default.next, default.output, default.assigned)


def test_without_a_way_there_is_none(scope: Scope) -> None:
    choice = jsonata.choose({"Choices": [{"Condition": False, "Next": "A"}]}, scope, {})

    assert (None, None, INPUT) == (choice.index, choice.next, choice.output)


@pytest.mark.parametrize(
    "condition, shown",
    [
        ("{% 1 %}", "'number' for value: 1"),
        ("{% 'yes' %}", "'string' for value: \"yes\""),
        ("{% null %}", "'null' for value: null"),
        ("{% $states.input.items %}", "'array' for value: [1,2,3]"),
    ],
)
def test_a_condition_is_a_boolean(condition: str, shown: str, scope: Scope) -> None:
    error = failure(jsonata.choose, {"Choices": [{"Condition": True and condition, "Next": "A"}]}, scope, {})

    assert "Choices[0]/Condition" == error.field
    assert str(error.cause).endswith(
        f"returned an unexpected result type. Expected 'boolean', but was {shown}"
    )


def test_an_undefined_condition_is_told_by_its_rule(scope: Scope) -> None:
    state = {
        "Choices": [{"Condition": False, "Next": "A"}, {"Condition": "{% $states.input.no %}", "Next": "B"}]
    }

    assert "Choices[1]/Condition" == failure(jsonata.choose, state, scope, {}).field


@pytest.mark.parametrize("items", ["{% $states.input.items %}", [1, "{% 1 + 1 %}", 3]])
def test_items_are_what_a_map_goes_over(items: Any, scope: Scope) -> None:
    assert [1, 2, 3] == jsonata.items({"Items": items}, scope, {})


@pytest.mark.parametrize(
    "expression, shown",
    [
        ("1", "'number' for value: 1"),
        ("'string'", "'string' for value: \"string\""),
        ("true", "'boolean' for value: true"),
        ("{'foo': 'bar'}", '\'object\' for value: {"foo":"bar"}'),
        ("null", "'null' for value: null"),
    ],
)
def test_items_are_an_array(expression: str, shown: str, scope: Scope) -> None:
    error = failure(jsonata.items, {"Items": "{% " + expression + " %}"}, scope, {})

    assert (
        f"The JSONata expression '{expression}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was {shown}"
        == error.cause
    )
    assert "Items" == error.field


def test_a_distributed_map_goes_over_an_object_as_well(scope: Scope) -> None:
    state = {"Items": "{% {'a': 1} %}", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}}}

    assert {"a": 1} == jsonata.items(state, scope, {})


@pytest.mark.parametrize(
    "document, shown", [({"foo": "bar"}, '{"foo":"bar"}'), (None, "null"), ("é", '"é"'), (1, "1")]
)
def test_without_items_the_input_is_an_array(document: Any, shown: str) -> None:
    error = failure(jsonata.items, {}, Scope(document, {}), {})

    assert (f"Map state input must be an array but was: {shown}", None) == (error.cause, error.field)
    assert [1] == jsonata.items({}, Scope([1], {}), {})


def test_an_item_is_selected_with_its_place_in_the_map(scope: Scope) -> None:
    stages: dict[str, Any] = {}
    selected = jsonata.item(
        {
            "ItemSelector": {
                "i": "{% $states.context.Map.Item.Index %}",
                "v": "{% $states.context.Map.Item.Value %}",
                "all": "{% $states.input.cost %}",
            }
        },
        scope,
        2,
        stages,
    )

    assert {"i": 1, "v": 2, "all": 9} == selected == stages["afterItemSelector"]
    assert 2 == jsonata.item({}, scope, 2, {})
