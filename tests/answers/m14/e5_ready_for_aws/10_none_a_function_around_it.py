# A second version, which leaves the first alone.
def ready(settings):
    """Build it, in the Region and with the prefix that the settings tell."""
    return deploy({**settings})
