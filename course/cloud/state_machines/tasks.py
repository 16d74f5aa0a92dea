"""What does the tasks of an account's executions: Lambda functions, both by their ARN and by `lambda:invoke`.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
"""

import json
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends

from course.asl import StatesError, TaskRequest

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["perform"]


def perform(account: "Account", request: TaskRequest) -> Any:
    """Do one attempt of a task. Raises StatesError."""
    resource = request.resource
    if resource.kind == "lambda":
        return _invoked(account, resource.arn, request.parameters)[0]
    if (resource.kind, resource.service, resource.action) == ("service", "lambda", "invoke"):
        asked = request.parameters
        payload, version = _invoked(
            account, asked["FunctionName"], asked.get("Payload"), asked.get("Qualifier")
        )
        return {
            "ExecutedVersion": version,
            "Payload": payload,
            "SdkHttpMetadata": {"AllHttpHeaders": {}, "HttpHeaders": {}, "HttpStatusCode": 200},
            "SdkResponseMetadata": {"RequestId": account.new_id()},
            "StatusCode": 200,
        }
    raise StatesError("States.TaskFailed", f"the lab does not do {resource.arn}")


def _invoked(account: "Account", name: str, event: Any, qualifier: str | None = None) -> tuple[Any, str]:
    """Return what a function answers, and which version of it did."""
    try:
        function = lambda_backends[account.id][account.region].get_function(name, qualifier)
    except UnknownFunctionException as unknown:
        raise StatesError("Lambda.ResourceNotFoundException", unknown.message) from None
    outcome = account.functions.invoke(function, {} if event is None else event)
    if outcome.failed:
        raise StatesError(outcome.error.get("errorType", "Exception"), outcome.payload)
    return json.loads(outcome.payload), str(function.version)
