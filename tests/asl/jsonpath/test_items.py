"""What a JSONPath Map iterates over, and what each iteration gets."""

from typing import Any

import pytest

from course.asl import jsonpath


def test_a_map_iterates_over_the_array_that_itemspath_points_to(entered: Any) -> None:
    def items(state: dict[str, Any], document: Any, **variables: Any) -> Any:
        scope, stages = entered(state, document, **variables)
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
def test_a_map_without_an_array_fails(
    path: str, document: Any, error: str, cause: str, entered: Any, error_of: Any
) -> None:
    state = {"Type": "Map", "ItemsPath": path}
    scope, stages = entered(state, document)

    assert (error, cause) == error_of(jsonpath.items, state, scope, stages)


@pytest.mark.parametrize("name", ["ItemSelector", "Parameters"])
def test_an_iteration_gets_the_item_or_what_itemselector_makes(name: str, entered: Any) -> None:
    state = {"Type": "Map", name: {"who.$": "$.who", "what.$": "$$.Map.Item.Value"}}
    scope, stages = entered(state, {"who": "me"})
    scope.context = {"Map": {"Item": {"Value": 5, "Index": 0}}}

    assert {"who": "me", "what": 5} == jsonpath.item(state, scope, 5, stages)
    assert {"who": "me", "what": 5} == stages["afterItemSelector"]
    assert 5 == jsonpath.item({"Type": "Map"}, scope, 5, {})
