"""Executions in an account against what AWS recorded, through boto3 alone: status, output, error, cause, history."""

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from recordings.attempts import Attempt, attempts
from recordings.calls import ROLE, Calls, before
from recordings.cases import ABSENT, RECORDINGS, Case, read
from recordings.histories import first_difference
from recordings.masks import Masks
from recordings.one_state import parameters
from recordings.verdict import DAY, WRONG

from course.cloud import Account

# What differs in a recording that is wrong, or asks for what the lab does not do.
DIFFERENT = {case: said for case, (said, _) in WRONG.items()} | {
    # How long AWS took one day; the lab's latencies are its own.
    "v2/local_mocking/test_base_scenarios.py::TestBaseScenarios::test_lambda_service_invoke_sync_execution": (
        "/billingDetails/billedDurationInMilliseconds: recorded 400, found 300"
    ),
}

CASES = [
    case
    for case in read("execution", "sync_execution", "test_state")
    if case["kind"] != "test_state" or case.get("calls")
]


@pytest.mark.skipif(not RECORDINGS.exists(), reason=ABSENT)
def test_there_are_recordings_to_compare_with() -> None:
    assert len(CASES) > 550


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_execution_goes_as_recorded(case: Case) -> None:
    assert DIFFERENT.get(case["id"]) == difference(case)


def difference(case: Case) -> str | None:
    """Return what differs first between the recording and the account, or None."""
    masks, calls = Masks.of(case.get("masks")), Calls()
    with Account() as account:
        account.clock.advance((DAY - account.clock.start) / timedelta(seconds=1))
        for call in before(case):
            if call["operation"] != "DeleteLogGroup":  # the case does not say who made it
                calls.make(call)
        if case["kind"] == "test_state":
            return masks.difference(case["expected"], _tried(case, calls))
        return _run(case, calls, masks, account)


def _tried(case: Case, calls: Calls) -> Any:
    try:
        answer = boto3.client("stepfunctions").test_state(**calls.ours(parameters(case)))
    except ClientError as refusal:
        return {"error": refusal.response["Error"]["Code"], "message": refusal.response["Error"]["Message"]}
    answer.pop("ResponseMetadata")
    return answer


def _run(case: Case, calls: Calls, masks: Masks, account: Account) -> str | None:
    client = boto3.client("stepfunctions")
    machine = client.create_state_machine(
        name="machine",
        roleArn=ROLE,
        type=case["type"],
        definition=calls.ours(case["definition"]),
        **case.get("options", {}),
    )["stateMachineArn"]
    for call in before(case):
        if call["operation"] == "DeleteLogGroup":
            calls.make(call)
    for call in case.get("calls", []):
        if call["when"] == "after":
            calls.known[call["parameters"]["stateMachineArn"]] = machine
    asked = {"stateMachineArn": machine}
    if case["input"] is not None:
        asked["input"] = calls.ours(case["input"])
    if case["kind"] == "sync_execution":
        return _compared(case["expected"], client.start_sync_execution(**asked), masks)
    arn = client.start_execution(**asked)["executionArn"]
    _answer(case, arn, account)
    account.settle()
    return _difference(case, asked.get("input", "{}"), arn, calls, masks)


def _difference(case: Case, given: str, arn: str, calls: Calls, masks: Masks) -> str | None:
    client, expected = boto3.client("stepfunctions"), case["expected"]
    complete = expected["status"] != "RUNNING"
    if history := expected.get("history"):
        masks.difference(history[0]["executionStartedEventDetails"]["input"], given)
        if said := first_difference(history, _history(arn), masks, complete=complete):
            return said
    if not complete:
        return None
    found = client.describe_execution(executionArn=arn)
    for name in ("status", "error", "cause", "output"):
        if said := masks.difference(expected.get(name), found.get(name), name):
            return said
    if "describe" in expected and (said := _compared(expected["describe"], found, masks)):
        return said
    return _afterwards(case, calls, masks)


def _afterwards(case: Case, calls: Calls, masks: Masks) -> str | None:
    """Compare what else was looked at once the execution was over: other calls, messages that arrived."""
    for call in case.get("calls", []):
        if call["when"] == "after":
            return _compared(call["recorded"], calls.make(call), masks)
    if "also" in case["expected"]:
        recorded = [_unsigned(each) for each in case["expected"]["also"]["messages"]]
        return masks.difference(recorded, [_unsigned(json.loads(each)) for each in _messages()], "messages")
    return None


def _unsigned(notification: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in notification.items() if not name.startswith("Signing")}


def _messages() -> list[str]:
    sqs = boto3.client("sqs")
    return [
        message["Body"]
        for url in sqs.list_queues().get("QueueUrls", [])
        for message in sqs.receive_message(QueueUrl=url).get("Messages", [])
    ]


def _compared(expected: dict[str, Any], found: dict[str, Any], masks: Masks) -> str | None:
    return masks.difference(expected, {name: found[name] for name in found if name != "ResponseMetadata"})


def _history(arn: str) -> list[dict[str, Any]]:
    pages = boto3.client("stepfunctions").get_paginator("get_execution_history").paginate(executionArn=arn)
    events = [event for page in pages for event in page["events"]]
    return [{name: event[name] for name in event if name != "timestamp"} for event in events]


def _answer(case: Case, arn: str, account: Account) -> None:
    """Be who answers tokens and works for activities, where the recording shows that somebody did."""
    for call in before(case):
        if call["operation"] == "CreateActivity":
            activity = call["returns"]["$.activityArn"]
            account.clock.spawn(_work, activity, attempts(case), name="a worker")
    if "answered from outside" in str(case["expected"].get("note", "")) + str(case.get("note", "")):
        account.clock.spawn(_answer_token, arn, attempts(case), account, name="somebody answers the token")


def _work(activity: str, recorded: list[Attempt]) -> None:
    client = boto3.client("stepfunctions")
    for attempt in recorded:
        name = {"workerName": attempt.worker} if attempt.worker else {}
        token = client.get_activity_task(activityArn=activity, **name).get("taskToken")
        if token and attempt.details is not None:
            client.send_task_success(taskToken=token, output=_text(attempt.details["output"]))


def _answer_token(arn: str, recorded: list[Attempt], account: Account) -> None:
    client, answered = boto3.client("stepfunctions"), set[str]()
    for attempt in recorded:
        account.clock.sleep(1)
        token = next(token for token in _tokens(_history(arn)) if token not in answered)
        answered.add(token)
        details = attempt.details or {}
        if attempt.end == "TaskSucceeded":
            output = _text(details["output"]).replace("<task_token:1>", token)
            client.send_task_success(taskToken=token, output=output)
        elif attempt.end == "TaskFailed":
            failure = {name: details[name] for name in ("error", "cause") if name in details}
            client.send_task_failure(taskToken=token, **failure)


def _tokens(found: Any) -> list[str]:
    """Return all task tokens in a history, in order."""
    if isinstance(found, dict):
        own = [found["TaskToken"]] if isinstance(found.get("TaskToken"), str) else []
        return own + [token for each in found.values() for token in _tokens(each)]
    if isinstance(found, list):
        return [token for each in found for token in _tokens(each)]
    if isinstance(found, str) and found.startswith("{"):
        return _tokens(json.loads(found))
    return []


def _text(recorded: Any) -> str:
    return recorded if isinstance(recorded, str) else json.dumps(recorded)
