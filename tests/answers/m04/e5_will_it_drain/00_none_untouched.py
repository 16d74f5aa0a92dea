def max_backlog(arrivals, service_seconds, workers):
    """Return the largest number of messages that wait at the end of a minute."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def drain_minute(arrivals, service_seconds, workers):
    """Return the minute at whose end nothing waits any more after the largest backlog, 0 if nothing ever waits."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")


def workers_needed(arrivals, service_seconds, deadline):
    """Return the smallest number of workers with which nothing waits from the end of minute `deadline` on."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
