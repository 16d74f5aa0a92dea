"""All states of a definition, also of one that is worth nothing."""

import pytest

from grader.checks.machines import called_functions, states_of

INNER = {"StartAt": "In", "States": {"In": {"Type": "Pass", "End": True}}}
NESTED = {
    "QueryLanguage": "JSONata",
    "States": {
        "Both": {"Type": "Parallel", "Branches": [INNER, {"States": {"a/b": {"Type": "Wait"}}}]},
        "Each": {"Type": "Map", "QueryLanguage": "JSONPath", "ItemProcessor": INNER},
    },
}


def test_states_come_with_where_they_are_and_their_language():
    expected = [
        ("Both", "/States/Both", "JSONata"),
        ("In", "/States/Both/Branches/0/States/In", "JSONata"),
        ("a/b", "/States/Both/Branches/1/States/a~1b", "JSONata"),
        ("Each", "/States/Each", "JSONPath"),
        ("In", "/States/Each/ItemProcessor/States/In", "JSONata"),
    ]

    assert expected == [(each.name, each.pointer, each.language) for each in states_of(NESTED)]


@pytest.mark.parametrize(
    "definition", [None, [], "x", {"States": []}, {"States": {"A": 1}}, {"States": None}]
)
def test_what_is_no_definition_has_no_states(definition):
    assert [] == list(states_of(definition))


def test_functions_are_named_whichever_way_they_are_called():
    arn = "arn:aws:lambda:us-east-1:123456789012:function:{}"
    invoke, sdk = "arn:aws:states:::lambda:invoke", "arn:aws:states:::aws-sdk:lambda:invoke"
    tasks = [
        {"Resource": arn.format("a")},
        {"Resource": invoke, "Parameters": {"FunctionName": "b:live"}},
        {"Resource": invoke, "Arguments": {"FunctionName": arn.format("c")}},
        {"Resource": sdk, "Parameters": {"FunctionName": "d"}},
        {"Resource": invoke, "Arguments": {"FunctionName": "{% $name %}"}},
        {"Resource": "arn:aws:states:::sqs:sendMessage"},
        {"Resource": 7},
        {},
    ]
    states = {str(number): {"Type": "Task", **task} for number, task in enumerate(tasks)}

    assert ["a", "b", "c", "d"] == called_functions({"States": states})
