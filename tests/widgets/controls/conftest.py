"""A small world: a machine that asks a manager by way of a queue, and one that forgets to send the token."""

import json

import pytest

from course.cloud import Account

ROLE = "arn:aws:iam::123456789012:role/any"


class World:
    """An account; every method is a call or two of boto3."""

    def __init__(self, account):
        self.account = account
        self.client = account.client("stepfunctions")
        self.queue = account.client("sqs").create_queue(QueueName="approvals")["QueueUrl"]

    def machine(self, name="credit-limit", **fields):
        """Make a machine with the one state `Ask`, which sends its token and the input, and waits two hours."""
        ask = {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {
                "QueueUrl": self.queue,
                "MessageBody": {"token.$": "$$.Task.Token", "asked.$": "$.amount"},
            },
            "TimeoutSeconds": 7200,
            "End": True,
            **fields,
        }
        if "activity" in ask["Resource"]:
            del ask["Parameters"]
        definition = json.dumps({"StartAt": "Ask", "States": {"Ask": ask}})
        made = self.client.create_state_machine(name=name, definition=definition, roleArn=ROLE)
        return made["stateMachineArn"]

    def start(self, machine, name="request-1"):
        """Start an execution and let it come to its wait."""
        started = self.client.start_execution(stateMachineArn=machine, name=name, input='{"amount": 500}')
        self.account.clock.advance(1)
        return started["executionArn"]

    def described(self, execution):
        return self.client.describe_execution(executionArn=execution)


@pytest.fixture
def world():
    with Account() as account:
        yield World(account)


@pytest.fixture
def waiting(world):
    """An execution that waits for the manager."""
    return world.start(world.machine())
