"""A state machine may be handed in as text, data, machine or ARN."""

import json

import boto3
import pytest

from course.asl import parse
from course.cloud import Account
from course.widgets import state_machine
from course.widgets.state_machine.definitions import machine_of

DEFINITION = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
YAML = "StartAt: A\nStates:\n  A:\n    Type: Succeed\n"


@pytest.mark.parametrize("given", [DEFINITION, json.dumps(DEFINITION), YAML, parse(YAML)])
def test_text_data_and_machine_are_the_same_machine(given):
    assert DEFINITION == machine_of(given).definition


def test_a_machine_of_the_account_is_drawn_by_its_arn():
    with Account():
        role = "arn:aws:iam::123456789012:role/r"
        arn = boto3.client("stepfunctions").create_state_machine(
            name="m", definition=json.dumps(DEFINITION), roleArn=role, type="EXPRESS"
        )["stateMachineArn"]

        assert "EXPRESS" == machine_of(arn).type
        assert "1. A (succeed)" in state_machine(arn).text


def test_an_arn_that_the_account_does_not_have_is_told():
    with Account():
        text = state_machine("arn:aws:states:us-east-1:123456789012:stateMachine:gone").text

    assert "State Machine Does Not Exist" in text


def test_an_arn_without_an_account_is_told():
    assert (
        "no account is running" in state_machine("arn:aws:states:us-east-1:123456789012:stateMachine:m").text
    )
