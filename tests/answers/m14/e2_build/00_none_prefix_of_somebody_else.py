# The reference, but it takes the names of another system.
right = deploy


def deploy(settings):
    """Build the system of another."""
    return right({**settings, "prefix": "elsewhere-10"})
