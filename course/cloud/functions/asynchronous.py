"""Asynchronous invocation: Lambda's own queue, its retries, and what becomes of an event that never succeeds.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.cloud.faults.deliveries import to_function
from course.facts import value

from . import metrics
from .concurrency import reserved
from .event_invoke import destination, settings
from .handover import report, set_aside
from .outcome import Outcome, Refusal, refused
from .record import Ending
from .resolution import qualifier_of, resolve_arn

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Asynchronous"]


class Asynchronous:
    """The queue in front of an account's functions.

    An event that the function fails on is tried again twice; one that is throttled, until it is too old.
    """

    def __init__(self, account: "Account") -> None:
        self._account = account

    def invoke(self, function: LambdaFunction, event: Any, *, arn: str = "") -> None:
        """Take the event (plain JSON data) and run the function on it soon; the caller does not wait.

        `arn` is what was asked for, where that is an alias or a version.
        """
        metrics.put(function, AsyncEventsReceived=1)
        name = f"asynchronous invocation of {function.function_name}"
        self._account.clock.spawn(self._deliver, function, event, arn or function.function_arn, name=name)

    def _deliver(self, function: LambdaFunction, event: Any, arn: str) -> None:
        trace, name = self._account.trace, function.function_name
        request_id, qualifier = str(mock_random.uuid4()), qualifier_of(arn)
        span = trace.open("delivery", "lambda", name, name)
        with trace.within(span):
            ending, attempts = self._attempts(function, event, arn, request_id)
            kept = self._pass_on(ending, qualifier)
        if ending.good:
            trace.close(span, attempts=attempts)
            return
        metrics.put(function, qualifier, AsyncEventsDropped=1)
        error = ending.outcome.error
        trace.close(
            span,
            "dead-letter" if kept else "lost",
            attempts=attempts,
            condition=ending.condition,
            error=error,
        )

    def _attempts(
        self, function: LambdaFunction, event: Any, arn: str, request_id: str
    ) -> tuple[Ending, int]:
        """Try until it is over; return how it ended, and how many attempts that took."""
        clock, begun = self._account.clock, self._account.clock.elapsed
        limits = settings(function, qualifier_of(arn))
        oldest = limits.get("MaximumEventAgeInSeconds", value("lambda.async.event_age"))
        retries = limits.get("MaximumRetryAttempts", value("lambda.async.retries"))
        attempts = runs = throttles = 0
        while True:
            attempts += 1
            metrics.put(function, qualifier_of(arn), AsyncEventAge=(clock.elapsed - begun) * 1000)
            function, outcome = self._attempt(function, event, arn, request_id, attempts)
            refusal = outcome.refusal
            runs += refusal is None
            throttles = throttles + 1 if refusal else 0
            wait = _wait(runs, throttles)
            condition = _ending(function, outcome, runs > retries)
            if not condition and clock.elapsed + wait - begun > oldest:
                condition = "EventAgeExceeded"
            if condition:
                return Ending(function, event, request_id, condition, outcome, runs), attempts
            clock.sleep(wait)

    def _attempt(
        self, function: LambdaFunction, event: Any, arn: str, request_id: str, attempt: int
    ) -> tuple[LambdaFunction, Outcome]:
        """Try once, with what the ARN stands for now; return the version that was run as well."""
        try:
            called = resolve_arn(arn)
        except UnknownFunctionException as unknown:
            return function, refused(Refusal(404, "ResourceNotFoundException", unknown.message))
        account = self._account
        outcome = to_function(
            account,
            attempt,
            lambda: account.functions.invoke(called.function, event, request_id, attempt, arn=called.arn),
        )
        return called.function, outcome

    def _pass_on(self, ending: Ending, qualifier: str) -> bool:
        """Send the record to its destination, a failed event to the dead-letter queue; tell whether any took it."""
        function, kept = ending.function, False
        if arn := destination(function, "OnSuccess" if ending.good else "OnFailure", qualifier):
            kept = report(self._account, arn, ending)
            if not kept:
                metrics.put(function, qualifier, DestinationDeliveryFailures=1)
        if not ending.good and (arn := getattr(function, "dead_letter_arn", "")):
            taken = set_aside(self._account, arn, ending.event, ending.attributes())
            kept = kept or taken
            if not taken:
                metrics.put(function, qualifier, DeadLetterErrors=1)
        return kept


def _wait(runs: int, throttles: int) -> float:
    """Return the seconds until the next attempt."""
    if throttles:
        first, longest = value("lambda.async.throttle_wait_min"), value("lambda.async.throttle_wait_max")
        return float(min(first * 2 ** min(throttles - 1, 16), longest))
    return float(value("lambda.async.first_wait" if runs < 2 else "lambda.async.second_wait"))


def _ending(function: LambdaFunction, outcome: Outcome, exhausted: bool) -> str:  # noqa: FBT001  a condition
    """Return the condition that ends the tries after this outcome; "" where there is another one."""
    if not outcome.failed:
        return "Success"
    if outcome.refusal is None:
        return "RetriesExhausted" if exhausted else ""
    if outcome.refusal.code == "RecursiveInvocationException":
        return "RecursiveInvocation"
    if outcome.refusal.status == 404:
        return "RetriesExhausted"
    return "ZeroReservedConcurrency" if reserved(function) == 0 else ""
