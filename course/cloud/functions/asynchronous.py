"""Asynchronous invocation: Lambda's own queue, its retries, and what becomes of an event that never succeeds.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import json
from typing import TYPE_CHECKING, Any

from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from course.facts import value

if TYPE_CHECKING:
    from course.cloud.account import Account

    from .functions import Outcome

__all__ = ["Asynchronous"]


class Asynchronous:
    """The queue in front of an account's functions. Waits after throttling and the age limit are not there yet."""

    def __init__(self, account: "Account") -> None:
        self._account = account

    def invoke(self, function: LambdaFunction, event: Any) -> None:
        """Take the event (plain JSON data) and run the function on it soon; the caller does not wait."""
        self._account.clock.spawn(self._attempts, function, event)

    def _attempts(self, function: LambdaFunction, event: Any) -> None:
        trace, name = self._account.trace, function.function_name
        span = trace.open("delivery", "lambda", name, name)
        with trace.within(span):
            outcome, attempts = self._try(function, event)
            if not outcome.failed:
                trace.close(span, attempts=attempts)
                return
            kept = self._set_aside(function, event, outcome, attempts)
        trace.close(span, "dead-letter" if kept else "lost", attempts=attempts, error=outcome.error)

    def _try(self, function: LambdaFunction, event: Any) -> tuple["Outcome", int]:
        request_id = str(mock_random.uuid4())
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

    def _set_aside(self, function: LambdaFunction, event: Any, outcome: "Outcome", attempts: int) -> bool:
        """Send the event to the failure destination, or to the dead-letter queue; tell whether there is one."""
        destination = _configured(function).get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", "")
        body = json.dumps(event)
        if destination:
            body = json.dumps(
                {
                    "version": "1.0",
                    "requestContext": {"functionArn": function.function_arn, "approximateInvokeCount": attempts},
                    "requestPayload": event,
                    "responsePayload": outcome.error,
                }
            )
        arn = destination or getattr(function, "dead_letter_arn", "")
        if ":sqs:" not in arn:
            return False
        _, _, _, region, owner, name = arn.split(":")
        try:
            sqs_backends[owner][region].send_message(name, body)
        except QueueDoesNotExist:
            return False
        return True


def _configured(function: LambdaFunction) -> dict[str, Any]:
    configured = function.event_invoke_config
    return dict(configured[-1].config) if configured else {}
