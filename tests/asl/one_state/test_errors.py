"""What retriers and catchers would do about an error."""

import json
from typing import Any

import pytest

TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "f"},
    "End": True,
}
BUSY = {"error": "Busy", "cause": "Later."}
RETRY = {
    "Retry": [{"ErrorEquals": ["Other"]}, {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2}]
}
CATCH = {"Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Handle"}]}


def details(answer: dict[str, Any]) -> dict[str, int]:
    found: dict[str, int] = answer["inspectionData"]["errorDetails"]
    return found


def test_an_error_that_nothing_takes_fails_the_state(attempt: Any) -> None:
    answer = attempt(TASK, error=BUSY, inspectionLevel="DEBUG")

    assert ("FAILED", "Busy", "Later.") == (answer["status"], answer["error"], answer["cause"])
    assert "errorDetails" not in answer["inspectionData"]


@pytest.mark.parametrize("done, seconds", [(0, 3), (1, 6), (2, 12)])
def test_an_error_that_a_retrier_takes_is_retriable(attempt: Any, done: int, seconds: int) -> None:
    configuration = {"retrierRetryCount": done}
    answer = attempt({**TASK, **RETRY}, error=BUSY, stateConfiguration=configuration, inspectionLevel="DEBUG")

    assert "RETRIABLE" == answer["status"]
    assert {"retryIndex": 1, "retryBackoffIntervalSeconds": seconds} == details(answer)


def test_retries_that_are_used_up_fail_the_state(attempt: Any) -> None:
    configuration = {"retrierRetryCount": 3}
    answer = attempt({**TASK, **RETRY}, error=BUSY, stateConfiguration=configuration, inspectionLevel="DEBUG")

    assert "FAILED" == answer["status"]
    assert {"retryIndex": 1} == details(answer)


def test_a_catcher_takes_the_error_and_says_where_it_leads(attempt: Any) -> None:
    answer = attempt({**TASK, **CATCH}, {"id": 7}, error=BUSY, inspectionLevel="DEBUG")

    assert ("CAUGHT_ERROR", "Handle", "Busy") == (answer["status"], answer["nextState"], answer["error"])
    assert {"id": 7, "error": {"Error": "Busy", "Cause": "Later."}} == json.loads(answer["output"])
    assert {"catchIndex": 0} == details(answer)


def test_retries_come_before_catchers(attempt: Any) -> None:
    state = {**TASK, **RETRY, **CATCH}
    used_up = {"retrierRetryCount": 3}

    assert "RETRIABLE" == attempt(state, error=BUSY)["status"]
    assert "CAUGHT_ERROR" == attempt(state, error=BUSY, stateConfiguration=used_up)["status"]


def test_the_context_counts_the_retries(attempt: Any) -> None:
    catch = {
        "Catch": [{"ErrorEquals": ["Busy"], "Assign": {"count.$": "$$.State.RetryCount"}, "Next": "Handle"}]
    }
    answer = attempt(
        {**TASK, **catch}, error=BUSY, stateConfiguration={"retrierRetryCount": 2}, inspectionLevel="DEBUG"
    )

    assert {"count": 2} == json.loads(answer["inspectionData"]["variables"])


def test_a_catcher_that_fails_itself_fails_the_state(attempt: Any) -> None:
    catch = {"Catch": [{"ErrorEquals": ["Busy"], "Output": "{% $nothing %}", "Next": "Handle"}]}
    state = {"QueryLanguage": "JSONata", "Type": "Task", "Resource": TASK["Resource"], "End": True}
    answer = attempt({**state, "Arguments": {"FunctionName": "f"}, **catch}, error=BUSY)

    assert ("FAILED", "States.QueryEvaluationError") == (answer["status"], answer["error"])


@pytest.mark.parametrize("failed, status", [(0, "SUCCEEDED"), (1, "SUCCEEDED"), (2, "FAILED")])
def test_failed_iterations_count_against_what_a_map_tolerates(attempt: Any, failed: int, status: str) -> None:
    processor = {
        "StartAt": "I",
        "States": {"I": {"Type": "Pass", "End": True}},
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
    }
    state = {"Type": "Map", "ItemProcessor": processor, "ToleratedFailureCount": 1, "End": True}
    answer = attempt(
        state, [1, 2, 3], result=[1, 2, 3], stateConfiguration={"mapIterationFailureCount": failed}
    )

    assert status == answer["status"]
    assert ("States.ExceedToleratedFailureThreshold" if failed == 2 else None) == answer.get("error")
