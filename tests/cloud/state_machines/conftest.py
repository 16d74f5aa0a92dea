"""State machines through boto3 alone, in short words."""

import json
from typing import Any

import pytest

from course.cloud import Account

ROLE = "arn:aws:iam::123456789012:role/states"
PLACE = "arn:aws:states:us-east-1:123456789012"


class States:
    """The service of a running account; every method is a call or two of boto3."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.client = account.client("stepfunctions")

    def machine(self, name: str = "sales", /, definition: Any = None, **settings: Any) -> str:
        """Create a state machine and return its ARN. `definition`: a dict, or its states, the first one first."""
        text = json.dumps(whole({"A": {"Type": "Pass"}} if definition is None else definition))
        answer = self.client.create_state_machine(
            **{"name": name, "definition": text, "roleArn": ROLE} | settings
        )
        arn: str = answer["stateMachineArn"]
        return arn

    def update(self, arn: str, definition: Any, **settings: Any) -> Any:
        return self.client.update_state_machine(
            stateMachineArn=arn, definition=json.dumps(whole(definition)), **settings
        )

    def start(self, arn: str, **settings: Any) -> str:
        execution: str = self.client.start_execution(stateMachineArn=arn, **settings)["executionArn"]
        return execution

    def run(self, arn: str, **settings: Any) -> Any:
        """Start an execution, let everything come to rest, and return how it is described."""
        execution = self.start(arn, **settings)
        self.account.settle()
        return self.described(execution)

    def described(self, execution: str) -> Any:
        return self.client.describe_execution(executionArn=execution)

    def refusal(self, operation: str, **parameters: Any) -> tuple[str, str]:
        """Return the code and the message that a call is refused with."""
        with pytest.raises(self.client.exceptions.ClientError) as caught:
            getattr(self.client, operation)(**parameters)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"]


def whole(definition: Any) -> Any:
    """Return a definition of these states: each without an end of its own is the last."""
    if "States" in definition:
        return definition
    states = {
        name: state
        if state["Type"] in ("Succeed", "Fail", "Choice") or "Next" in state
        else state | {"End": True}
        for name, state in definition.items()
    }
    return {"StartAt": next(iter(states)), "States": states}


@pytest.fixture
def states(account: Account) -> States:
    return States(account)


@pytest.fixture
def new_states() -> type[States]:
    """For tests that start accounts themselves."""
    return States


@pytest.fixture
def definition_of() -> Any:
    """From states to the text of a definition."""
    return lambda definition: json.dumps(whole(definition))
