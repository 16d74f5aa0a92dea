"""The context object of a state alone."""

import json
from typing import Any

CONTEXT = {"Parameters": {"seen.$": "$$"}, "Type": "Pass", "End": True}
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "f", "Payload.$": "$$"},
    "End": True,
}


def payload(answer: dict[str, Any]) -> Any:
    return json.loads(answer["inspectionData"]["afterParameters"])["Payload"]


def test_it_looks_like_that_of_an_express_execution(attempt: Any) -> None:
    seen = json.loads(attempt(CONTEXT, {"a": 1})["output"])["seen"]

    assert ":express:" in seen["Execution"]["Id"]
    assert seen["Execution"]["Id"].endswith(f"{seen['StateMachine']['Name']}:{seen['Execution']['Name']}")
    assert {"a": 1} == seen["Execution"]["Input"]
    assert "StateName" == seen["State"]["Name"]
    assert "RetryCount" not in seen["State"]


def test_states_that_retry_count_their_retries(attempt: Any) -> None:
    assert 0 == payload(attempt(TASK, result={}, inspectionLevel="DEBUG"))["State"]["RetryCount"]


def test_a_context_that_is_given_is_taken_as_it_is(attempt: Any) -> None:
    given = {"Execution": {"Name": "mine"}, "Anything": [1]}

    assert given == payload(attempt(TASK, result={}, context=given, inspectionLevel="DEBUG"))
