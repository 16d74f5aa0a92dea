"""How many invocations may run at once: a function's reserved share, and what the account has left for the others.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
"""

from collections import Counter

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import LambdaBackend, LambdaFunction, lambda_backends

from course.facts import value

from .outcome import Refusal

__all__ = ["Concurrency", "reserve", "reserved"]


class Concurrency:
    """Counts what runs in an account, Region by Region."""

    def __init__(self) -> None:
        self._running: Counter[tuple[str, str]] = Counter()

    def of(self, function: LambdaFunction) -> int:
        """Return how many invocations of the function, in all its versions, run now."""
        return self._running[function.region, function.function_name]

    def total(self, region: str) -> int:
        """Return how many invocations of all functions run now."""
        return sum(count for (where, _), count in self._running.items() if where == region)

    def enter(self, function: LambdaFunction) -> Refusal | None:
        """Let one more invocation of the function begin; return why it may not."""
        backend = lambda_backends[function.account_id][function.region]
        share = reserved(function)
        if share is not None:
            if self.of(function) >= share:
                return _throttle("ReservedFunctionConcurrentInvocationLimitExceeded")
        elif self._unreserved(backend) >= unreserved(backend):
            return _throttle("ConcurrentInvocationLimitExceeded")
        self._running[function.region, function.function_name] += 1
        return None

    def leave(self, function: LambdaFunction) -> None:
        """Note that an invocation ended."""
        key = function.region, function.function_name
        self._running[key] -= 1
        if not self._running[key]:
            del self._running[key]

    def _unreserved(self, backend: LambdaBackend) -> int:
        """Return how many invocations of functions without a share of their own run now."""
        shared = {each.function_name for each in backend.list_functions() if _share(each) is not None}
        return sum(
            count
            for (region, name), count in self._running.items()
            if region == backend.region_name and name not in shared
        )


def unreserved(backend: LambdaBackend, but: str = "") -> int:
    """Return what the reserved shares of all functions (`but` one) leave of the account's concurrency."""
    shares = (_share(each) or 0 for each in backend.list_functions() if each.function_name != but)
    return int(value("lambda.concurrency")) - sum(shares)


def reserved(function: LambdaFunction) -> int | None:
    """Return the function's own share; None where it has none. Its versions and aliases draw on the same."""
    backend = lambda_backends[function.account_id][function.region]
    try:
        return _share(backend.get_function(function.function_name))
    except UnknownFunctionException:
        return None  # deleted while something of it was still under way


def reserve(backend: LambdaBackend, name: str, share: int) -> Refusal | None:
    """Give a function a share of its own; return why the account cannot spare it."""
    least = value("lambda.unreserved")
    function = backend.get_function(name)
    if unreserved(backend, function.function_name) - share < least:
        message = (
            "Specified ReservedConcurrentExecutions for function decreases account's "
            f"UnreservedConcurrentExecution below its minimum value of [{least}]."
        )
        return Refusal(400, "InvalidParameterValueException", message)
    function.reserved_concurrency = share
    return None


def _share(function: LambdaFunction) -> int | None:
    share = function.reserved_concurrency
    return None if share is None else int(share)


def _throttle(reason: str) -> Refusal:
    return Refusal(429, "TooManyRequestsException", "Rate Exceeded.", reason)
