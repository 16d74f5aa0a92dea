"""The second argument of every handler.

https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Context"]


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

    def get_remaining_time_in_millis(self) -> int:
        """Return the virtual milliseconds until the function times out."""
        return max(0, round(self.remaining() * 1000))
