"""What Step Functions calls the errors of the services.

Optimised integrations speak through AWS's SDK for Java 1, SDK integrations through version 2. Each has names of its own
for the same error, and words of its own around the service's message.
Source: recorded executions, and how the two SDKs build their exceptions,
https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

import re
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from course.asl import StatesError
from course.asl.integrations import errors_begin_with
from course.asl.integrations.spelling import error_prefix

__all__ = ["error_name", "exception_name", "not_done", "optimised_failure", "sdk_failure"]


@dataclass(frozen=True)
class Names:
    """What an optimised integration's errors begin with, the service in the SDK's words, its general exception."""

    prefix: str
    service: str
    general: str


_OPTIMISED = {
    "athena": Names("Athena", "AmazonAthena", "AmazonAthenaException"),
    "batch": Names("Batch", "AWSBatch", "AWSBatchException"),
    "codebuild": Names("CodeBuild", "AWSCodeBuild", "AWSCodeBuildException"),
    "dynamodb": Names("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
    "ecs": Names("ECS", "AmazonECS", "AmazonECSException"),
    "eks": Names("EKS", "AmazonEKS", "AmazonEKSException"),
    "elasticmapreduce": Names(
        "ElasticMapReduce", "AmazonElasticMapReduce", "AmazonElasticMapReduceException"
    ),
    "events": Names("EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"),
    "glue": Names("Glue", "AWSGlue", "AWSGlueException"),
    "lambda": Names("Lambda", "AWSLambda", "AWSLambdaException"),
    "sagemaker": Names("SageMaker", "AmazonSageMaker", "AmazonSageMakerException"),
    "sns": Names("SNS", "AmazonSNS", "AmazonSNSException"),
    "sqs": Names("SQS", "AmazonSQS", "AmazonSQSException"),
    "states": Names("StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"),
}

# The SDK for Java 1 keeps the capitals of a name, version 2 makes words of them (`KMSDisabledException`).
_WORDS = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")


def not_done(what: str) -> StatesError:
    """Return the error for what the lab does not do. No Retry or Catch of States.ALL takes it for one of AWS's."""
    return StatesError("States.Runtime", f"the lab does not {what}")


def exception_name(shape: str, *, words: bool) -> str:
    """Return the SDK's exception for an error shape: `NoSuchKey` is `NoSuchKeyException`.

    `words`: as version 2 has it, in which `DBInstanceNotFoundFault` is `DbInstanceNotFoundException`.
    """
    name = shape.removesuffix("Exception").removesuffix("Fault")
    if words:
        name = "".join(word[:1].upper() + word[1:].lower() for word in _WORDS.findall(name))
    return f"{name}Exception"


def error_name(service: str, code: str, *, sdk: bool) -> str:
    """Return the whole name of the error of this code: `DynamoDB.ThrottlingException`, by an SDK integration `DynamoDb...`."""
    names = None if sdk else _OPTIMISED.get(service)
    prefix = names.prefix if names else errors_begin_with(service) or error_prefix(service)
    return f"{prefix}.{exception_name(code, words=sdk)}"


def optimised_failure(service: str, operation: Any, refusal: ClientError) -> StatesError:
    """Return the failure of an optimised integration's call."""
    names = _OPTIMISED.get(service)
    if names is None:
        return sdk_failure(service, operation, refusal)
    found, about = refusal.response["Error"], refusal.response["ResponseMetadata"]
    shape = _shape_name(operation, found)
    name = names.general if shape is None else exception_name(shape, words=False)
    cause = (
        f"{found.get('Message')} (Service: {names.service}; Status Code: {about['HTTPStatusCode']}; "
        f"Error Code: {found['Code']}; Request ID: {about['RequestId']}; Proxy: null)"
    )
    return _named(f"{names.prefix}.{name}", cause, found)


def sdk_failure(service: str, operation: Any, refusal: ClientError) -> StatesError:
    """Return the failure of an SDK integration's call."""
    prefix = errors_begin_with(service) or error_prefix(service)
    found, about = refusal.response["Error"], refusal.response["ResponseMetadata"]
    shape = _shape_name(operation, found)
    name = f"{prefix}Exception" if shape is None else exception_name(shape, words=True)
    request = f"Request ID: {about['RequestId']}"
    if prefix == "S3":
        request += f", Extended Request ID: {about.get('HostId') or about['RequestId']}"
    # For a HEAD request there is no body that could hold a message.
    message = None if found["Code"].isdigit() else found.get("Message")
    cause = (
        f"{'null' if message is None else message} (Service: {prefix}, Status Code: {about['HTTPStatusCode']}, "
        f"{request}) (SDK Attempt Count: {about.get('RetryAttempts', 0) + 1})"
    )
    return _named(f"{prefix}.{name}", cause, found)


def _named(name: str, cause: str, found: dict[str, Any]) -> StatesError:
    if found["Code"] == "NotImplemented" and str(found.get("Message", "")).startswith("the lab does not "):
        return StatesError("States.Runtime", found["Message"])
    return StatesError(name, cause)


def _shape_name(operation: Any, found: dict[str, Any]) -> str | None:
    """Return the error shape of the service's model that an error is of, or None for one outside of it."""
    if found["Code"].isdigit() and len(operation.error_shapes) == 1:
        return str(operation.error_shapes[0].name)
    codes = {found["Code"], found.get("QueryErrorCode")}
    for shape in (*operation.error_shapes, *operation.service_model.error_shapes):
        if shape.name in codes or shape.error_code in codes:
            return str(shape.name)
    return None
