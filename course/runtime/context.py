"""The second argument of every handler.

https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Context", "Invocation"]


@dataclass(frozen=True)
class Invocation:
    """What a runtime is told of one invocation, as plain data: Lambda's own names, and two more.

    `deadline` is the virtual second (of the account's clock) at which the function's time is over, `trace_header` what
    the function finds in _X_AMZN_TRACE_ID.
    """

    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: str
    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    deadline: float
    trace_header: str


@dataclass(frozen=True)
class Context:
    """What a handler is told about its function and this invocation, under Lambda's own names."""

    function_name: str
    function_version: str
    invoked_function_arn: str
    memory_limit_in_mb: str
    aws_request_id: str
    log_group_name: str
    log_stream_name: str
    remaining: Callable[[], float] = field(repr=False)
    identity: None = None
    client_context: None = None

    @classmethod
    def of(cls, invocation: Invocation, elapsed: Callable[[], float]) -> "Context":
        """Return the context of an invocation; `elapsed` tells the virtual second that it is now."""
        return cls(
            invocation.function_name,
            invocation.function_version,
            invocation.invoked_function_arn,
            invocation.memory_limit_in_mb,
            invocation.aws_request_id,
            invocation.log_group_name,
            invocation.log_stream_name,
            lambda: invocation.deadline - elapsed(),
        )

    def get_remaining_time_in_millis(self) -> int:
        """Return the virtual milliseconds until the function times out."""
        return max(0, round(self.remaining() * 1000))
