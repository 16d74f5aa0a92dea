"""An execution, its ARN or a recorded history: all of them can be shown."""

import json

import boto3
import pytest

from course.cloud import Account
from course.widgets.execution import recording_of, stepper
from course.widgets.execution.recording import Recording


def events(recording: Recording):
    return [(event.id, event.seconds, event.type) for event in recording.events]


def test_a_history_tells_the_same_as_the_execution(trip):
    recorded = recording_of({"events": trip.history}, trip.group.fields)

    assert events(recording_of(trip)) == events(recorded)
    assert "FAILED" == recorded.status


def test_a_history_backwards_and_as_json_is_read_as_well(trip):
    text = json.dumps(trip.history[::-1], default=lambda moment: moment.isoformat())

    assert events(recording_of(trip)) == events(recording_of(json.loads(text), trip.group.fields))


def test_a_history_that_has_no_end_is_running(trip):
    assert "RUNNING" == recording_of(trip.history[:5], trip.group.fields).status


def test_a_running_execution_says_how_long_it_runs(question):
    recording = recording_of(question)

    assert ("RUNNING", 60.0) == (recording.status, recording.seconds)


@pytest.mark.parametrize(
    "given, why",
    [
        ((7,), "an execution, its ARN, or its history, not int"),
        (([],), "give definition= as well"),
        (([], {}), "the history holds no event"),
        (([{"id": "x"}], {}), "a number as its id"),
        (([{"id": 1}], {}), "has a timestamp"),
        (("arn:aws:states:nowhere",), "no account is running"),
    ],
)
def test_anything_else_is_answered_with_what_was_expected(given, why):
    assert why in stepper(*given).text


def test_an_arn_leads_to_the_execution_in_the_account_that_runs():
    wait = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": True}}}
    with Account() as account:
        states = boto3.client("stepfunctions", region_name="us-east-1")
        role = "arn:aws:iam::123456789012:role/r"
        machine = states.create_state_machine(name="m", definition=json.dumps(wait), roleArn=role)
        arn = states.start_execution(stateMachineArn=machine["stateMachineArn"], name="one")["executionArn"]
        account.clock.sleep(5)
        recording = recording_of(arn)

    assert ("one", "RUNNING") == (recording.name, recording.status)
    assert json.dumps(wait) == recording.machine.text
