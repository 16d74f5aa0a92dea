# The reference, but the Region is written down.
def ready(settings):
    return deploy({**settings, "region": "us-east-1"})
