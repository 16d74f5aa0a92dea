"""The loop guard: how often an event has been made by a rule that it is on its way to again.

A rule whose target puts an event that the rule matches feeds itself. AWS lets it: events, invocations and the bill
grow until somebody switches the rule off. In the lab an account would never be quiet again, so the lab stops such a
chain, and says so in the trace. What led to what is read from the causes of the trace: through functions, executions,
buckets and other buses, though not through a queue, whose reader takes messages of many senders together.
"""

from course.cloud.trace import Trace

__all__ = ["MOST", "hops", "reason"]

# As often as Lambda lets a function call itself by way of a queue or a topic before it steps in.
# https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
MOST = 16


def hops(trace: Trace, rule: str, bus: str) -> int:
    """Return how many deliveries of this rule are among the causes of what happens now."""
    return sum(
        span.kind == "delivery"
        and span.service == "events"
        and span.name == rule
        and span.detail.get("bus") == bus
        for span in trace.causes()
    )


def reason(rule: str) -> str:
    """Return the words for a delivery that is not made."""
    return (
        f"a loop: rule {rule} has fed itself {MOST} times in a row, and the lab stops it here. "
        "AWS would not stop it: let the pattern leave out the events that the target itself puts."
    )
