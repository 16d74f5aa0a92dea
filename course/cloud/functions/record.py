"""What Lambda tells a destination about an asynchronous invocation, and a dead-letter queue about an event.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moto.awslambda.models import LambdaFunction

from course.facts import value

from .outcome import Outcome

__all__ = ["Ending"]

# AWS's own words, slip and all.
_NO_SHARE = "Function not invoked. Function isconfigured with zero reserved concurrent executions"


@dataclass(frozen=True)
class Ending:
    """How the asynchronous invocation of one event ended.

    `condition` is Success, RetriesExhausted, EventAgeExceeded, ZeroReservedConcurrency or RecursiveInvocation; `runs`
    counts how often the function was run.
    """

    function: LambdaFunction
    event: Any
    request_id: str
    condition: str
    outcome: Outcome
    runs: int

    @property
    def good(self) -> bool:
        """Whether the function succeeded in the end."""
        return self.condition == "Success"

    def record(self, now: datetime) -> dict[str, Any]:
        """Return the record for a destination."""
        return {
            "version": "1.0",
            "timestamp": f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z",
            "requestContext": {
                "requestId": self.request_id,
                "functionArn": self.executed_arn,
                "condition": self.condition,
                "approximateInvokeCount": self.runs,
            },
            "requestPayload": self.event,
            **self._response(),
        }

    def attributes(self) -> dict[str, tuple[str, str]]:
        """Return what a dead-letter queue gets beside the event: name -> (data type, text)."""
        refusal = self.outcome.refusal
        message = refusal.message if refusal else str(self.outcome.error.get("errorMessage", ""))
        if self.condition == "ZeroReservedConcurrency":
            message = _NO_SHARE
        attributes = {"RequestID": ("String", self.request_id)}
        if self.condition != "ZeroReservedConcurrency":
            attributes["ErrorCode"] = ("Number", str(refusal.status if refusal else 200))
        text = message.encode()[: value("lambda.async.error_message")].decode(errors="ignore")
        return attributes | {"ErrorMessage": ("String", text)}

    @property
    def executed_arn(self) -> str:
        """The ARN of the version that was run."""
        unqualified = ":".join(self.function.function_arn.split(":")[:7])
        return f"{unqualified}:{self.function.version}"

    def _response(self) -> dict[str, Any]:
        if self.condition == "ZeroReservedConcurrency":
            return {}
        if self.outcome.refusal:
            return {"responseContext": {"statusCode": self.outcome.refusal.status}}
        context = {"statusCode": 200, "executedVersion": str(self.function.version)}
        if self.outcome.failed:
            context["functionError"] = "Unhandled"
        return {"responseContext": context, "responsePayload": json.loads(self.outcome.payload)}
