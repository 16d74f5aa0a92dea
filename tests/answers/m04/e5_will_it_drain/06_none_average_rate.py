def backlogs(arrivals, service_seconds, workers):
    waiting, found = 0, []
    minute = 0
    while minute < len(arrivals) or waiting:
        arriving = arrivals[minute] if minute < len(arrivals) else 0
        waiting = max(0, waiting + arriving - workers * 60 // service_seconds)
        found.append(waiting)
        minute += 1
    return found


def max_backlog(arrivals, service_seconds, workers):
    """Return the largest number of messages that wait at the end of a minute."""
    return max(backlogs(arrivals, service_seconds, workers), default=0)


def drain_minute(arrivals, service_seconds, workers):
    """Return the minute at whose end nothing waits any more after the largest backlog, 0 if nothing ever waits."""
    found = backlogs(arrivals, service_seconds, workers)
    if not any(found):
        return 0
    peak = found.index(max(found))
    return found.index(0, peak) + 1


def workers_needed(arrivals, service_seconds, deadline):
    """Return the smallest number of workers with which nothing waits from the end of minute `deadline` on."""
    return -(-sum(arrivals) * service_seconds // (60 * deadline))
