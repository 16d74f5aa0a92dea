"""Executions of one Task state, and whatever they call."""

import json
from collections.abc import Callable
from typing import Any

import boto3
import pytest

ROLE = "arn:aws:iam::123456789012:role/states"


class Tasks:
    """Runs state machines of one Task state each, through boto3."""

    def __init__(self, account: Any) -> None:
        self.account = account
        self.client = boto3.client("stepfunctions")
        self._count = 0

    def machine(self, state: dict[str, Any], type: str = "STANDARD") -> str:
        """Create a state machine of one state and return its ARN."""
        end = {} if state["Type"] == "Fail" else {"End": True}
        return self.machine_of({"Work": {**state, **end}}, type)

    def machine_of(self, states: dict[str, Any], type: str = "STANDARD") -> str:
        """Create a state machine that begins with the first of its states and return its ARN."""
        self._count += 1
        definition = {"StartAt": next(iter(states)), "States": states}
        made = self.client.create_state_machine(
            name=f"machine-{self._count}", roleArn=ROLE, type=type, definition=json.dumps(definition)
        )
        arn: str = made["stateMachineArn"]
        return arn

    def start(self, resource: str, parameters: Any = None, **fields: Any) -> str:
        """Start an execution of a task and return its ARN."""
        arn = resource if resource.startswith("arn:") else f"arn:aws:states:::{resource}"
        given = {} if parameters is None else {"Parameters": parameters}
        machine = self.machine({"Type": "Task", "Resource": arn, **given, **fields})
        execution: str = self.client.start_execution(stateMachineArn=machine)["executionArn"]
        return execution

    def run(self, resource: str, parameters: Any = None, **fields: Any) -> dict[str, Any]:
        """Run a task to its end and return what DescribeExecution tells."""
        arn = self.start(resource, parameters, **fields)
        self.account.settle()
        return self.described(arn)

    def described(self, arn: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.describe_execution(executionArn=arn)
        return found

    def result(self, resource: str, parameters: Any = None, **fields: Any) -> Any:
        """Run a task that succeeds and return its result."""
        found = self.run(resource, parameters, **fields)
        assert (found["status"], found.get("error"), found.get("cause")) == ("SUCCEEDED", None, None)
        return json.loads(found["output"])

    def error(self, resource: str, parameters: Any = None, **fields: Any) -> tuple[str, str]:
        """Run a task that fails and return its error and cause."""
        found = self.run(resource, parameters, **fields)
        return found["error"], found.get("cause", "")


@pytest.fixture
def tasks(account: Any) -> Tasks:
    return Tasks(account)


@pytest.fixture
def without_metadata() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """From an answer to what the service itself answered."""
    return lambda found: {name: each for name, each in found.items() if not name.startswith("Sdk")}
