"""Which functions led to what happens now, and how often: how Lambda finds out that functions go round in a circle.

AWS carries the count along in the tracing header of SQS, SNS, S3 and Lambda's own invocations, and loses it where any
other service is in between. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
"""

import contextvars
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import LambdaFunction, lambda_backends

from course.cloud.trace import Trace
from course.facts import value

from .outcome import Refusal

__all__ = ["Lineage", "after", "check", "joined", "now", "within"]

Lineage = Mapping[str, int]  # a function's ARN -> how many of its invocations led here

_CARRYING = {"lambda", "sqs", "sns", "s3"}

_lineage: contextvars.ContextVar[Lineage] = contextvars.ContextVar("lineage", default={})  # noqa: B039  never changed


def now(trace: Trace) -> Lineage:
    """Return the lineage of what begins now; empty where a service that does not carry it is in between."""
    found = _lineage.get()
    if not found:
        return found
    for span in trace.causes():
        if (span.kind, span.service) == ("invocation", "lambda"):
            break
        if span.service not in _CARRYING:
            return {}
    return found


def joined(lineages: Iterable[Lineage]) -> Lineage:
    """Return the lineage of a batch: of each function the most that one of its messages has."""
    found: dict[str, int] = {}
    for lineage in lineages:
        for arn, count in lineage.items():
            found[arn] = max(count, found.get(arn, 0))
    return found


@contextmanager
def within(lineage: Lineage) -> Iterator[None]:
    """Let whatever begins inside this block have this lineage."""
    token = _lineage.set(lineage)
    try:
        yield
    finally:
        _lineage.reset(token)


def after(lineage: Lineage, function: LambdaFunction) -> Lineage:
    """Return the lineage of what an invocation of `function` will do."""
    arn = _unqualified(function)
    return {**lineage, arn: lineage.get(arn, 0) + 1}


def check(lineage: Lineage, function: LambdaFunction) -> Refusal | None:
    """Return why the function is not invoked once more; None where it may be."""
    if lineage.get(_unqualified(function), 0) < value("lambda.recursion") or _allowed(function):
        return None
    name = function.function_name
    message = f"Lambda has detected a recursive loop between {name} and what invokes it, and does not invoke it again."
    return Refusal(400, "RecursiveInvocationException", message)


def _allowed(function: LambdaFunction) -> bool:
    """Tell whether the function was said to be recursive on purpose."""
    backend = lambda_backends[function.account_id][function.region]
    try:
        latest = backend.get_function(function.function_name)
    except UnknownFunctionException:
        return False
    return getattr(latest, "recursive_loop", "Terminate") == "Allow"


def _unqualified(function: LambdaFunction) -> str:
    return ":".join(function.function_arn.split(":")[:7])
