# The reference, but its names are written into it, instead of taken from the settings.
right = deploy


def deploy(settings):
    """Build one system, and always the same."""
    return right({**settings, "prefix": "harbour-73"})
