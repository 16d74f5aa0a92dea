"""AWS Lambda: requests, and gigabytes of memory times seconds.

https://aws.amazon.com/lambda/pricing/
"""

from collections.abc import Iterator

from .bill import Count
from .counting import Used

__all__ = ["count"]


def count(used: Used) -> Iterator[Count | str]:
    """Count what ran; a function that was refused, or switched off, was not run."""
    ran = [
        span.detail
        for span in used.of("invocation", "lambda")
        if "refused" not in span.detail and "memory" in span.detail
    ]
    yield Count("lambda", "requests", "lambda.request", len(ran))
    seconds = sum(each["billed_ms"] / 1000 * each["memory"] / 1024 for each in ran)
    yield Count("lambda", "memory x time", "lambda.gb_second", seconds)
