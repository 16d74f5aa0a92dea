"""To a Lambda function: an asynchronous invocation."""

import json
from typing import TYPE_CHECKING

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends

from course.cloud.attempts import Failure
from course.cloud.request import resource_name

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(account: "Account", arn: str, body: str, _: Options) -> Failure | None:
    """Hand the event to Lambda's own queue; the function's errors are Lambda's to retry."""
    region, owner = arn.split(":")[3:5]
    try:
        function = lambda_backends[owner][region].get_function(arn)
    except UnknownFunctionException:
        return Failure(f"function {resource_name(arn)} does not exist", permanent=True, code="NO_RESOURCE")
    try:
        event = json.loads(body)
    except ValueError:
        return Failure("the input of a function has to be JSON", permanent=True, code="INVALID_JSON")
    account.asynchronous.invoke(function, event, arn=arn)
    return None
