# The reference, but the prefix is written down.
def ready(settings):
    return deploy({**settings, "prefix": "harbour-73"})
