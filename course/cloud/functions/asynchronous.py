"""Asynchronous invocation: Lambda's own queue, its retries, and what becomes of an event that never succeeds.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html and
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
from typing import TYPE_CHECKING, Any

from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.facts import value

from .handover import hand_over

if TYPE_CHECKING:
    from course.cloud.account import Account

    from .functions import Outcome

__all__ = ["Asynchronous", "destination"]


class Asynchronous:
    """The queue in front of an account's functions. Waits after throttling and the age limit are not there yet."""

    def __init__(self, account: "Account") -> None:
        self._account = account

    def invoke(self, function: LambdaFunction, event: Any) -> None:
        """Take the event (plain JSON data) and run the function on it soon; the caller does not wait."""
        name = f"asynchronous invocation of {function.function_name}"
        self._account.clock.spawn(self._attempts, function, event, name=name)

    def _attempts(self, function: LambdaFunction, event: Any) -> None:
        trace, name, request_id = self._account.trace, function.function_name, str(mock_random.uuid4())
        span = trace.open("delivery", "lambda", name, name)
        with trace.within(span):
            outcome, attempts = self._try(function, event, request_id)
            kept = self._pass_on(function, event, outcome, request_id, attempts)
        if not outcome.failed:
            trace.close(span, attempts=attempts)
        else:
            trace.close(span, "dead-letter" if kept else "lost", attempts=attempts, error=outcome.error)

    def _try(self, function: LambdaFunction, event: Any, request_id: str) -> tuple["Outcome", int]:
        outcome = self._account.functions.invoke(function, event, request_id)
        retries = int(_configured(function).get("MaximumRetryAttempts", value("lambda.async.retries")))
        waits = (value("lambda.async.first_wait"), value("lambda.async.second_wait"))[:retries]
        attempts = 1
        for wait in waits:
            if not outcome.failed:
                break
            self._account.clock.sleep(wait)
            attempts += 1
            outcome = self._account.functions.invoke(function, event, request_id, attempts)
        return outcome, attempts

    def _pass_on(
        self, function: LambdaFunction, event: Any, outcome: "Outcome", request_id: str, attempts: int
    ) -> bool:
        """Send the record of the invocation to its destination, a failed event to the dead-letter queue.

        Tell whether any of them took it.
        """
        record = {
            "version": "1.0",
            "timestamp": self._account.clock.now.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            "requestContext": {
                "requestId": request_id,
                "functionArn": f"{function.function_arn}:{function.version}",
                "condition": "RetriesExhausted" if outcome.failed else "Success",
                "approximateInvokeCount": attempts,
            },
            "requestPayload": event,
            "responseContext": {
                "statusCode": 200,
                "executedVersion": str(function.version),
                **({"functionError": "Unhandled"} if outcome.failed else {}),
            },
            "responsePayload": json.loads(outcome.payload),
        }
        kept = hand_over(
            self._account, destination(function, "OnFailure" if outcome.failed else "OnSuccess"), record
        )
        if not outcome.failed:
            return kept
        message = str(outcome.error.get("errorMessage", ""))
        reasons = {
            "RequestID": ("String", request_id),
            "ErrorCode": ("Number", "200"),
            "ErrorMessage": ("String", message[: value("lambda.async.error_message")]),
        }
        return hand_over(self._account, getattr(function, "dead_letter_arn", ""), event, reasons) or kept


def destination(function: LambdaFunction, side: str) -> str:
    """Return the ARN that is to get the records of invocations (`side`: OnFailure or OnSuccess); "" for none."""
    configured = _configured(function).get("DestinationConfig", {}).get(side, {})
    return str(configured.get("Destination", ""))


def _configured(function: LambdaFunction) -> dict[str, Any]:
    configured = function.event_invoke_config
    return dict(configured[-1].config) if configured else {}
