"""The errors that faults answer with: each service's own.

Sources: the error shapes in botocore's models, and
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and its like for other services.
"""

import difflib
from dataclasses import dataclass

from .places import FaultError, model_of

__all__ = ["Error", "call_error", "internal_error", "throttling"]


@dataclass(frozen=True)
class Error:
    """An error's code, HTTP status and message."""

    code: str
    status: int
    message: str


_TEXT = "a fault of this scenario"

# What a service answers when something breaks inside it, where it has a name of its own for that.
_INTERNAL = {
    "cloudwatch": "InternalServiceError",
    "dynamodb": "InternalServerError",
    "dynamodbstreams": "InternalServerError",
    "events": "InternalException",
    "lambda": "ServiceException",
    "s3": "InternalError",
    "scheduler": "InternalServerException",
    "secretsmanager": "InternalServiceError",
    "sns": "InternalError",
    "ssm": "InternalServerError",
}

# What it answers when it is asked too often, where that is not ThrottlingException with status 400.
_THROTTLING = {
    "apigateway": Error("TooManyRequestsException", 429, "Too Many Requests"),
    "apigatewayv2": Error("TooManyRequestsException", 429, "Too Many Requests"),
    "cloudwatch": Error("Throttling", 400, "Rate exceeded"),
    "dynamodb": Error(
        "ProvisionedThroughputExceededException",
        400,
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
        "provisioning level with the UpdateTable API.",
    ),
    "lambda": Error("TooManyRequestsException", 429, "Rate Exceeded."),
    "s3": Error("SlowDown", 503, "Please reduce your request rate."),
    "scheduler": Error("ThrottlingException", 429, "Rate exceeded"),
    "sns": Error("Throttling", 400, "Rate exceeded"),
    "sqs": Error("ThrottlingException", 400, "Rate exceeded"),
}

# Every service may answer these.
_COMMON = {
    "AccessDeniedException": 400,
    "InternalFailure": 500,
    "RequestLimitExceeded": 503,
    "RequestThrottled": 400,
    "ServiceUnavailable": 503,
    "Throttling": 400,
    "ThrottlingException": 400,
}


def throttling(service: str) -> Error:
    """Return the error by which a service says that it is asked too often."""
    return _THROTTLING.get(service, Error("ThrottlingException", 400, "Rate exceeded"))


def internal_error(service: str) -> Error:
    """Return the error by which a service says that something broke inside it."""
    return Error(_INTERNAL.get(service, "InternalFailure"), 500, _TEXT)


def call_error(service: str, operation: str | None, code: str, status: int | None, message: str) -> Error:
    """Return the error of this code that a call may get, with the status that AWS's model gives it.

    Raises FaultError for a code that neither the operation nor every service knows, unless a status is given.
    """
    known = _known(service, operation)
    if status is None and code not in known:
        near = difflib.get_close_matches(code, known, n=1)
        hint = f"; the nearest is {near[0]!r}" if near else ""
        what = f"{service} {operation}" if operation else service
        raise FaultError(f"{what} does not answer {code!r}{hint}. Give a status= if that is the one you want")
    return Error(code, known[code] if status is None else status, message or _TEXT)


def _known(service: str, operation: str | None) -> dict[str, int]:
    """Return the codes of the errors that a call may get, with their HTTP status."""
    model = model_of(service)
    shapes = model.operation_model(operation).error_shapes if operation else model.error_shapes
    known = dict(_COMMON)
    if service in _INTERNAL:
        known[_INTERNAL[service]] = 500
    own = throttling(service)
    known[own.code] = own.status
    for shape in shapes:
        about = shape.metadata.get("error") or {}
        broken = shape.error_code == _INTERNAL.get(service)
        known[str(about.get("code", shape.error_code))] = int(
            about.get("httpStatusCode", 500 if broken else 400)
        )
    return known
