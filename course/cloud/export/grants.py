"""What a role may do: actions by resource, gathered from what is wired and what was called."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .draft import Draft

__all__ = ["Grants", "actions_of", "add_role", "prefix_of"]

# Where IAM knows a service by another name than boto3 or Step Functions does.
_PREFIXES = {
    "cloudwatchlogs": "logs",
    "dynamodbstreams": "dynamodb",
    "eventbridge": "events",
    "sfn": "states",
    "stepfunctions": "states",
}

# Where the permission for a call has another name than the call.
_ACTIONS = {
    "dynamodb:TransactGetItems": ("dynamodb:GetItem",),
    "dynamodb:TransactWriteItems": (
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    ),
    "lambda:Invoke": ("lambda:InvokeFunction",),
    "lambda:InvokeAsync": ("lambda:InvokeFunction",),
    "s3:CopyObject": ("s3:GetObject", "s3:PutObject"),
    "s3:DeleteObjects": ("s3:DeleteObject",),
    "s3:HeadBucket": ("s3:ListBucket",),
    "s3:HeadObject": ("s3:GetObject",),
    "s3:ListObjects": ("s3:ListBucket",),
    "s3:ListObjectsV2": ("s3:ListBucket",),
    "sns:PublishBatch": ("sns:Publish",),
    "sqs:ChangeMessageVisibilityBatch": ("sqs:ChangeMessageVisibility",),
    "sqs:DeleteMessageBatch": ("sqs:DeleteMessage",),
    "sqs:SendMessageBatch": ("sqs:SendMessage",),
}
_OF_THE_BUCKET = {"s3:ListBucket", "s3:CreateBucket", "s3:DeleteBucket", "s3:ListBucketVersions"}


@dataclass
class Grants:
    """The statements of one role. A resource of "*" stands for calls that name none."""

    actions: dict[str, set[str]] = field(default_factory=dict)
    further: list[dict[str, Any]] = field(default_factory=list)

    def allow(self, resource: str, *actions: str) -> None:
        """Allow actions on a resource."""
        self.actions.setdefault(resource, set()).update(actions)

    def call(self, service: str, operation: str, resource: str) -> None:
        """Allow what a call needs on the resource that it names."""
        for action in actions_of(service, operation):
            if resource.startswith("arn:aws:s3:::") and action not in _OF_THE_BUCKET:
                self.allow(f"{resource}/*", action)
            else:
                self.allow(resource if resource.startswith("arn:") else "*", action)
            if action in {"dynamodb:Query", "dynamodb:Scan"} and resource.startswith("arn:"):
                self.allow(f"{resource}/index/*", action)

    def statements(self) -> list[dict[str, Any]]:
        """Return the statements of a policy, resources with the same actions together."""
        together: dict[tuple[str, ...], list[str]] = {}
        for resource, actions in self.actions.items():
            together.setdefault(tuple(sorted(actions)), []).append(resource)
        return [
            *(
                {
                    "Effect": "Allow",
                    "Action": list(actions),
                    "Resource": where[0] if len(where) == 1 else where,
                }
                for actions, where in together.items()
            ),
            *self.further,
        ]


def prefix_of(service: str) -> str:
    """Return the name by which IAM knows a service."""
    return _PREFIXES.get(service.lower(), service.lower())


def actions_of(service: str, operation: str) -> tuple[str, ...]:
    """Return the permissions that a call needs; `operation` in the words of boto3 or of Step Functions."""
    action = f"{prefix_of(service)}:{operation[:1].upper()}{operation[1:]}"
    return _ACTIONS.get(action, (action,))


def add_role(
    draft: Draft, owner: str, principal: str, grants: Grants, managed: Iterable[str] = ()
) -> dict[str, Any]:
    """Add the role of one resource, and return the reference to its ARN."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}],
    }
    properties: dict[str, Any] = {"AssumeRolePolicyDocument": trust}
    if names := [f"arn:aws:iam::aws:policy/{name}" for name in managed]:
        properties["ManagedPolicyArns"] = names
    if statements := grants.statements():
        document = {"Version": "2012-10-17", "Statement": statements}
        properties["Policies"] = [{"PolicyName": "wired", "PolicyDocument": document}]
    logical = draft.add(draft.logical(owner, "Role"), "AWS::IAM::Role", properties)
    return {"Fn::GetAtt": [logical, "Arn"]}
