# The reference, but the tolerance is taken for a share of the lines, as if 1.5 were 150 percent.
right = deploy


def deploy(settings):
    """Tolerate a hundred times as much."""
    return right({**settings, "tolerance": 100 * settings["tolerance"]})
