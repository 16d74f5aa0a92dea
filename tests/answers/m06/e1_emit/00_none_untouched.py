import json


def emit(events, payments):
    """Put an event for each payment; return the ids of those that were never taken."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
