"""A Lambda function behind an API: may it be invoked, and how its invocation went.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
"""

import re
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException

from course.cloud.front_door.gateway_response import RefusedError
from course.cloud.functions import resolve_arn
from course.cloud.functions.outcome import Outcome
from course.cloud.functions.resolution import Called
from course.facts import latency

from . import role

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["arn_in", "check_verb", "enqueue", "find", "run"]

_URI = re.compile(r"arn:aws:apigateway:[^:]+:lambda:path/[^/]+/functions/(?P<arn>.+)/invocations/?")
_NO_PERMISSION = "Execution failed due to configuration error: Invalid permissions on Lambda function"


def arn_in(uri: str) -> str:
    """Return the ARN of the function that an integration's URI names. Raises RefusedError."""
    if found := _URI.fullmatch(uri):
        return found["arn"]
    if re.fullmatch(r"arn:aws:lambda:[^:]+:\d+:function:.+", uri):
        return uri
    raise RefusedError(
        "API_CONFIGURATION_ERROR",
        why=f"Execution failed due to configuration error: Invalid function ARN or invalid request in {uri}",
    )


def find(account: "Account", uri: str, source_arn: str, credentials: str | None) -> Called:
    """Return the function behind a URI, if the API may invoke it. Raises RefusedError (500)."""
    arn = arn_in(uri)
    try:
        called = resolve_arn(arn)
    except (UnknownFunctionException, ValueError):
        # Lambda says of a function that is not there what it says of one that is closed to the API.
        raise RefusedError("API_CONFIGURATION_ERROR", why=_NO_PERMISSION) from None
    if credentials:
        role.check(account, credentials)
    elif account.permissions.service_refusal(
        "apigateway.amazonaws.com", called.arn.removesuffix(":$LATEST"), source_arn
    ):
        raise RefusedError("API_CONFIGURATION_ERROR", why=_NO_PERMISSION)
    return called


def check_verb(verb: str | None) -> None:
    """Raise RefusedError (500) where an integration calls Lambda by another verb than POST.

    https://repost.aws/knowledge-center/api-gateway-lambda-template-invoke-error
    """
    if verb != "POST":
        raise RefusedError(
            "API_CONFIGURATION_ERROR",
            why="Execution failed due to configuration error: Lambda invocation failed with status: 403 (Unable to "
            f"determine service/operation name to be authorized: the integration's verb is {verb}, and has to be POST)",
        )


def run(account: "Account", called: Called, event: Any) -> Outcome:
    """Invoke a function and wait for its end, in the time a call takes."""
    account.clock.sleep(latency("lambda", "Invoke"))
    return account.functions.invoke(called.function, event, arn=called.arn)


def enqueue(account: "Account", called: Called, event: Any) -> None:
    """Hand an event to Lambda's own queue: an asynchronous invocation."""
    account.clock.sleep(latency("lambda", "Invoke"))
    account.asynchronous.invoke(called.function, event, arn=called.arn)
