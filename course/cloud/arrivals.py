"""Tells who waits at a queue that there may be something to receive."""

from collections import defaultdict

from moto.sqs.models import Queue

from course.clock import Bell

__all__ = ["Arrivals", "seconds_until_visible"]


class Arrivals:
    """A bell for each queue: it rings when a message arrives, and when a hidden one is shown before its time."""

    def __init__(self) -> None:
        self._bells: defaultdict[str, Bell] = defaultdict(Bell)

    def at(self, queue: Queue) -> Bell:
        """Return the bell of this queue."""
        return self._bells[queue.queue_arn]


def seconds_until_visible(queue: Queue, now: float) -> float | None:
    """Return the seconds until a hidden or delayed message of the queue shows; None when it holds none at all.

    `now` is in seconds since 1970. What shows already and was not received stands behind another of its group, which
    is hidden.
    """
    times = [max(message.visible_at, message.delayed_until) / 1000 for message in queue._messages]  # noqa: SLF001
    if not times:
        return None
    # Moto shows a message only once its time is past, and counts in milliseconds.
    return max(min((time for time in times if time >= now), default=now) - now, 0.0) + 0.001
