# Your answer goes here.


def deploy(settings):
    """Build the system; return where it is entered."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
