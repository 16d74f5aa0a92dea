# The reference, but nothing ends the wait for the manager.
right = payment_workflow


def payment_workflow(settings, topic):
    """Take the limit away."""
    definition = right(settings, topic)
    del definition["States"]["Ask the manager"]["TimeoutSeconds"]
    return definition
