"""The handler that answers as a recording shows."""

import json
from typing import Any

import pytest
from recordings.masks import Masks
from recordings.replay import Replay

from course.asl.errors import StatesError
from course.asl.integrations import parse_resource
from course.asl.tasks import TaskRequest
from course.clock import Clock

Events = list[dict[str, Any]]
SQS = "arn:aws:states:::sqs:sendMessage"


def request(arn: str = SQS, parameters: Any = None, state: str = "Send") -> TaskRequest:
    resource = parse_resource(arn)
    assert resource
    return TaskRequest(resource, {} if parameters is None else parameters, state, {})


def tried(number: int, end: str, asked: Any, **details: Any) -> Events:
    """One attempt of the state `Send`, from event `number` on."""
    ended = f"{end[0].lower()}{end[1:]}EventDetails"
    return [
        {"id": number, "previousEventId": number - 1, "type": "TaskScheduled", "taskScheduledEventDetails": {"parameters": asked}},
        {"id": number + 1, "previousEventId": number, "type": "TaskStarted"},
        {"id": number + 2, "previousEventId": number + 1, "type": end, ended: details},
    ]  # fmt: skip


def replay(*attempts: Events, calls: list[dict[str, Any]] | None = None) -> Replay:
    entered = {
        "id": 2,
        "previousEventId": 0,
        "type": "TaskStateEntered",
        "stateEnteredEventDetails": {"name": "Send"},
    }
    history = [entered, *(event for attempt in attempts for event in attempt)]
    return Replay({"expected": {"history": history}, "calls": calls or []}, Masks.of(["queue"]), Clock())


def test_a_task_gets_the_answer_recorded_for_what_it_sent() -> None:
    tasks = replay(
        tried(3, "TaskSucceeded", {"n": 1}, output={"was": 1}),
        tried(6, "TaskSucceeded", {"n": 2}, output='"two"'),
    )

    assert "two" == tasks(request(parameters={"n": 2}))
    assert {"was": 1} == tasks(request(parameters={"n": 1}))


def test_attempts_of_one_state_follow_one_another() -> None:
    tasks = replay(
        tried(3, "TaskFailed", {}, error="Busy", cause="Later."),
        tried(6, "TaskSucceeded", {}, output={"ok": True}),
    )

    with pytest.raises(StatesError, match="Busy: Later"):
        tasks(request())
    assert {"ok": True} == tasks(request())


def test_marks_in_an_answer_are_filled_with_what_was_sent() -> None:
    tasks = replay(tried(3, "TaskSucceeded", {"Url": "queue"}, output={"From": "queue", "Id": "<id:1>"}))

    assert {"From": "https://q", "Id": "<id:1>"} == tasks(request(parameters={"Url": "https://q"}))


def test_a_cause_recorded_as_an_object_is_a_text_again() -> None:
    tasks = replay(tried(3, "TaskFailed", {}, error="E", cause={"errorType": "E"}))

    with pytest.raises(StatesError) as caught:
        tasks(request())
    assert {"errorType": "E"} == json.loads(caught.value.cause or "")


def test_what_timed_out_takes_longer_than_any_timeout() -> None:
    tasks = replay(tried(3, "TaskTimedOut", {}, error="States.Timeout"))
    tasks(request())

    assert tasks.clock.elapsed > 365 * 86400


def test_a_described_function_is_run_and_not_replayed() -> None:
    function = {
        "operation": "CreateFunction",
        "parameters": {"FunctionName": "f"},
        "function": {"returns": "its event"},
    }
    recorded = tried(3, "TaskSucceeded", {}, output={"Payload": {}, "ExecutedVersion": "7"})
    tasks = replay(recorded, calls=[function])
    answer = tasks(request("arn:aws:states:::lambda:invoke", {"FunctionName": "f", "Payload": {"a": 1}}))

    assert {"Payload": {"a": 1}, "ExecutedVersion": "7"} == answer


def test_a_function_that_raises_fails_its_task_as_lambda_does() -> None:
    raises = {"raises": "CustomException", "message": "No."}
    call = {"operation": "CreateFunction", "parameters": {"FunctionName": "f"}, "function": raises}
    tasks = replay(calls=[call])

    with pytest.raises(StatesError) as caught:
        tasks(request("arn:aws:lambda:us-east-1:123456789012:function:f"))
    assert "CustomException" == caught.value.error
    assert "No." == json.loads(caught.value.cause or "")["errorMessage"]


def test_objects_come_from_the_buckets_of_the_case() -> None:
    put = {"operation": "PutObject", "parameters": {"Bucket": "b", "Key": "k", "Body": "[1]"}}
    tasks = replay(calls=[put])

    assert "[1]" == tasks(request("arn:aws:states:::s3:getObject", {"Bucket": "b", "Key": "k"}))["Body"]
    with pytest.raises(StatesError, match="NoSuchKey"):
        tasks(request("arn:aws:states:::s3:getObject", {"Bucket": "b", "Key": "other"}))


def test_what_no_recording_answers_is_said_plainly() -> None:
    with pytest.raises(NotImplementedError, match=f"no answer for {SQS} of Send"):
        replay()(request())
