"""What FIFO topics add: one copy of a message in five minutes, numbers in their order, and deliveries one by one.

https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html and
https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-ordering.html
"""

from collections import deque
from collections.abc import Callable

from course.clock import Clock
from course.facts import value

from .envelope import Message

__all__ = ["FifoTopics"]


class FifoTopics:
    """The memory of an account's FIFO topics."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, Message]] = {}
        self._lanes: dict[tuple[str, str], deque[Callable[[], object]]] = {}
        self._count = 0

    def sequence(self) -> str:
        """Return the next sequence number: 20 digits, larger than all before it."""
        self._count += 1
        return f"{10**19 + self._count * 1000:020d}"

    def earlier(self, message: Message) -> Message | None:
        """Return the message of which this one is a copy; None for one that is new, which is remembered."""
        now, key = self._clock.elapsed, (message.topic_arn, message.deduplication_id or "")
        when, known = self._seen.get(key, (0.0, None))
        if known is not None and now - when < value("sns.fifo.deduplication"):
            return known
        self._seen[key] = now, message
        return None

    def enqueue(self, subscription_arn: str, group: str, delivery: Callable[[], object], name: str) -> None:
        """Make a delivery once all before it in its group, for the same subscription, have ended."""
        key = subscription_arn, group
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = deque()
            self._clock.spawn(self._run, key, lane, name=name)
        lane.append(delivery)

    def _run(self, key: tuple[str, str], lane: deque[Callable[[], object]]) -> None:
        try:
            while lane:
                lane.popleft()()
        finally:
            del self._lanes[key]
