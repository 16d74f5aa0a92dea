"""What is known of queues over time: plain data, and what follows from it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["QueueRecord", "arrived_and_left", "highest"]

Points = list[tuple[float, float]]

_ROUNDING = 1e-9  # seconds


@dataclass
class QueueRecord:
    """One queue: what it held at moments (virtual seconds).

    `depth` is how many messages, `in_flight` how many of these, `oldest` the age of the oldest (seconds); the latter two are
    empty where they were not measured. `arrivals` are moments; `dead` is how many of its
    messages are in its dead-letter queue now, None where it has none.
    """

    name: str
    depth: Points = field(default_factory=list)
    in_flight: Points = field(default_factory=list)
    oldest: Points = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)
    dead: int | None = None


def highest(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the highest point, the first of several; (0, 0) of none."""
    return max(points, key=lambda point: point[1], default=(0.0, 0.0))


def arrived_and_left(record: QueueRecord, edges: Sequence[float]) -> list[tuple[int, int]]:
    """Return for each stretch between two edges how many messages arrived, and how many left, dead letters included.

    What left follows from the rest: nothing is in a queue that did not arrive there. Where more is there than is known to
    have arrived, it came unseen, as dead letters do.
    """
    moments = [at for at, _ in record.depth]
    held = [0.0, *(value for _, value in record.depth)]
    depths = [round(held[bisect_right(moments, edge + _ROUNDING)]) for edge in edges]
    came = [bisect_right(record.arrivals, edge + _ROUNDING) for edge in edges]
    found = []
    for at in range(len(edges) - 1):
        surplus = depths[at] + came[at + 1] - came[at] - depths[at + 1]
        found.append((came[at + 1] - came[at] + max(-surplus, 0), max(surplus, 0)))
    return found
