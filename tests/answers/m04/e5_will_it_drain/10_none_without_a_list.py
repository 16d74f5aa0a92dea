import itertools
import math


def run(arrivals, capacity):
    """Yield minute and backlog until the queue is empty for good."""
    waiting = 0
    for minute in itertools.count(1):
        waiting += arrivals[minute - 1] if minute <= len(arrivals) else 0
        waiting -= min(waiting, capacity)
        yield minute, waiting
        if minute >= len(arrivals) and waiting == 0:
            return


def max_backlog(arrivals, service_seconds, workers):
    """Return the largest number of messages that wait at the end of a minute."""
    return float(max(waiting for _, waiting in run(arrivals, workers * (60 / service_seconds))))


def drain_minute(arrivals, service_seconds, workers):
    """Return the minute at whose end nothing waits any more after the largest backlog, 0 if nothing ever waits."""
    top, empty = 0, 0
    for minute, waiting in run(arrivals, workers * (60 / service_seconds)):
        if waiting > top:
            top, empty = waiting, 0
        elif waiting == 0 and top and not empty:
            empty = minute
    return empty


def workers_needed(arrivals, service_seconds, deadline):
    """Return the smallest number of workers with which nothing waits from the end of minute `deadline` on."""
    fewest, most = 1, max(1, math.ceil(max(arrivals, default=0) * service_seconds / 60))
    while fewest < most:
        middle = (fewest + most) // 2
        late = any(waiting and minute >= deadline for minute, waiting in run(arrivals, middle * (60 / service_seconds)))
        fewest, most = (middle + 1, most) if late else (fewest, middle)
    return fewest
