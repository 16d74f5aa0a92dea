"""How sentences call things: states, lines of states, services, and the resource that a task is about."""

import json
from typing import Any

from .lines import Line

__all__ = ["called", "line_name", "listed", "ordinal", "service", "subject", "target"]

_SERVICES = {
    "apigateway": "API Gateway",
    "athena": "Athena",
    "batch": "Batch",
    "bedrock": "Bedrock",
    "cloudwatch": "CloudWatch",
    "codebuild": "CodeBuild",
    "dynamodb": "DynamoDB",
    "ecs": "ECS",
    "elasticmapreduce": "EMR",
    "emr-containers": "EMR on EKS",
    "eventbridge": "EventBridge",
    "events": "EventBridge",
    "glue": "Glue",
    "http": "HTTPS",
    "kinesis": "Kinesis",
    "lambda": "Lambda",
    "s3": "S3",
    "sagemaker": "SageMaker",
    "secretsmanager": "Secrets Manager",
    "ses": "SES",
    "sesv2": "SES",
    "sfn": "Step Functions",
    "sns": "SNS",
    "sqs": "SQS",
    "ssm": "Systems Manager",
    "states": "Step Functions",
}

# Parameters that say which resource of a service is meant, with the word for it.
_TARGETS = {
    "FunctionName": "function",
    "QueueUrl": "queue",
    "TopicArn": "topic",
    "TableName": "table",
    "StateMachineArn": "state machine",
    "Bucket": "bucket",
    "ApiEndpoint": "address",
    "JobName": "job",
    "SecretId": "secret",
}

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def called(state: str) -> str:
    """Return a state's name as a sentence has it."""
    return f"“{state}”"


def line_name(line: Line) -> str:
    """Return what a line of states is called: `the execution`, `branch 2`, `item 0 in item 3`.

    Branches count from 1, items from 0 as `$$.Map.Item.Index` does. Of what is around it only the next item is named.
    """
    around = line.owner.line if line.owner else None
    while around is not None and around.kind == "branch" and around.owner is not None:
        around = around.owner.line
    within = f" in {line_name(around)}" if around is not None and around.kind == "item" else ""
    if line.kind == "item":
        return f"item {line.number:,}{within}"
    return f"branch {line.number + 1}{within}" if line.kind == "branch" else "the execution"


def subject(line: Line) -> str:
    """Return the same as the beginning of a sentence."""
    said = line_name(line)
    return said[0].upper() + said[1:]


def ordinal(number: int) -> str:
    """Return `2nd`, `13th`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return _ORDINALS.get(number, f"{number}{_ORDINALS.get(number % 10, 'th')[-2:]}")


def listed(names: tuple[str, ...]) -> str:
    """Return names as a sentence has them: `A`, `A or B`."""
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def service(type: str) -> str:
    """Return the name of a resourceType: `SQS` for `sqs`, `DynamoDB` for `aws-sdk:dynamodb`."""
    plain = type.removeprefix("aws-sdk:")
    return _SERVICES.get(plain, plain or "the service")


def target(parameters: str) -> str:
    """Return the resource that parameters (JSON text) name: `queue orders`; empty where they name none."""
    try:
        found: Any = json.loads(parameters)
    except ValueError:
        return ""
    if not isinstance(found, dict):
        return ""
    for name, word in _TARGETS.items():
        if isinstance(value := found.get(name), str) and value:
            return f"{word} {_tail(value)}"
    return ""


def _tail(value: str) -> str:
    if value.startswith("arn:"):
        parts = value.split(":")
        return parts[6] if len(parts) > 6 else parts[-1]
    return value.rstrip("/").rpartition("/")[2] if value.startswith("http") else value
