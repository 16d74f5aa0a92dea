"""To any API that the account answers: a universal target of EventBridge Scheduler.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

import json
from typing import TYPE_CHECKING

from course.cloud.attempts import Failure

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]

_AGAIN = ("Throttl", "TooManyRequests", "ServiceUnavailable", "InternalError", "Internal")


def send(_: "Account", arn: str, body: str, __: Options) -> Failure | None:
    """Make the call that ``arn:aws:scheduler:::aws-sdk:service:action`` names, with the text as its parameters."""
    # Not above: the integrations of Step Functions know how an API wants its parameters, and take long to import.
    from course.asl import StatesError
    from course.asl.integrations.models import actions, services
    from course.cloud.integrations.calls import SDK_DIALECT, Call

    service, action = arn.split(":")[6:8]
    try:
        parameters = json.loads(body)
    except ValueError:
        return Failure("the input of an API call has to be JSON", permanent=True, code="INVALID_JSON")
    operation = actions(service).get(action)
    if operation is None:
        return Failure(f"{service} has no action {action}", permanent=True, code="INVALID_PARAMETER")
    try:
        Call(service, services()[service], operation, SDK_DIALECT).make(parameters)
    except StatesError as problem:
        name = (problem.error or "").rpartition(".")[2]
        again = any(word in name for word in _AGAIN)
        return Failure(f"{name}: {problem.cause}", permanent=not again, code=name)
    return None
