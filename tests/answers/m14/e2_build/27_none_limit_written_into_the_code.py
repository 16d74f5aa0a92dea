# The reference, but the limit and the hours are written into it.
right = deploy


def deploy(settings):
    """Build it with one limit, whatever the settings say."""
    return right({**settings, "limit": 705 + 0.001})
