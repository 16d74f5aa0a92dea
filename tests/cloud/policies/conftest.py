"""An account that enforces policies, and short ways to make roles and policies."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from course.cloud import Account

OWNER = "123456789012"


class Guarded:
    """A lab whose account enforces policies; every method is a call or two of boto3."""

    def __init__(self, lab: Any) -> None:
        self.lab = lab
        self.account = lab.account
        self.iam, self.sqs, self.sns, self.lambda_ = lab.iam, lab.sqs, lab.sns, lab.lambda_
        self.states = lab.account.client("stepfunctions")

    def role(self, name: str, *statements: Any, service: str = "lambda.amazonaws.com", **trust: Any) -> str:
        """Make a role that a service may act in, with one policy of these statements; return its ARN."""
        who = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole", **trust}
        arn = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(who))["Role"]["Arn"]
        if statements:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*statements))
        return str(arn)

    def function(self, source: str, role: str, name: str = "sales") -> str:
        return str(self.lab.function(source, name, Role=role))

    def machine(self, task: dict[str, Any], role: str) -> str:
        definition = {"StartAt": "Do", "States": {"Do": {"Type": "Task", **task, "End": True}}}
        return str(
            self.states.create_state_machine(name="pay", definition=json.dumps(definition), roleArn=role)[
                "stateMachineArn"
            ]
        )

    def run(self, machine: str) -> dict[str, Any]:
        """Run an execution to its end and describe it."""
        arn = self.states.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
        self.account.settle()
        return dict(self.states.describe_execution(executionArn=arn))


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def let_in(service: str, action: str, resource: str, source: str = "") -> str:
    """The policy of a resource that lets one service in, for one source."""
    condition = {"Condition": {"ArnLike": {"aws:SourceArn": source}}} if source else {}
    return document({**allow(action, resource), "Principal": {"Service": service}, **condition})


@pytest.fixture
def guarded(new_lab: Any) -> Iterator[Guarded]:
    with Account(policies="enforce") as account:
        yield Guarded(new_lab(account))


@pytest.fixture
def write() -> Any:
    """What writes policies: `write.allow(...)`, `write.document(...)`, `write.let_in(...)`."""
    return Write


class Write:
    allow = staticmethod(allow)
    document = staticmethod(document)
    let_in = staticmethod(let_in)
