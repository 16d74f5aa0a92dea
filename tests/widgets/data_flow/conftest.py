"""States to look at, in both query languages, and what they meet."""

from typing import Any

import pytest

from course.widgets.data_flow.subject import of_definition
from course.widgets.data_flow.trying import tried

INVOKE = "arn:aws:states:::lambda:invoke"


@pytest.fixture
def pay() -> dict[str, Any]:
    """A task in JSONPath that uses all of its fields."""
    return {
        "Type": "Task",
        "Resource": INVOKE,
        "InputPath": "$.order",
        "Parameters": {"FunctionName": "pay", "Payload.$": "$"},
        "ResultSelector": {"receipt.$": "$.Payload.receipt"},
        "ResultPath": "$.paid",
        "OutputPath": "$",
        "Next": "Ship",
    }


@pytest.fixture
def pay_jsonata() -> dict[str, Any]:
    """The same in JSONata."""
    return {
        "QueryLanguage": "JSONata",
        "Type": "Task",
        "Resource": INVOKE,
        "Arguments": {"FunctionName": "pay", "Payload": "{% $states.input.order %}"},
        "Output": "{% $merge([$states.input, {'paid': $states.result.Payload}]) %}",
        "Next": "Ship",
    }


@pytest.fixture
def given() -> dict[str, Any]:
    """What a trial of either is given: an order and a card, and a receipt."""
    return {
        "input": {"order": {"id": 7, "amount": 12.5}, "card": "4111"},
        "result": {"Payload": {"receipt": "r-1"}, "StatusCode": 200},
    }


@pytest.fixture
def try_it() -> Any:
    """Try a state: ``try_it(state, input=..., result=...)``."""

    def try_it(definition: dict[str, Any], state: str = "", **more: Any) -> Any:
        return tried(of_definition(definition, state, **more))

    return try_it
