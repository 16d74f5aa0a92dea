"""What Lambda itself says of a function whose time is over.

https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
"""

from typing import Any

__all__ = ["TimedOut", "timed_out"]


class TimedOut(Exception):  # noqa: N818  Lambda's word for it
    """The function's time is over: what its invocation gets in place of a result."""


def timed_out(request_id: str, timeout: float) -> dict[str, Any]:
    """Return Lambda's error document for a function that did not end within `timeout` seconds."""
    return {
        "errorType": "Sandbox.Timedout",
        "errorMessage": f"RequestId: {request_id} Error: Task timed out after {timeout:.2f} seconds",
    }
