import json


def keep_apart(events, targets):
    """Make the rules that keep personal data off the central bus."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
