# The reference, but a declined card is tried again for an hour, like a bank that is down.
right = payment_workflow


def payment_workflow(settings, topic):
    """Try again, whatever the reason."""
    definition = right(settings, topic)
    definition["States"]["Charge"]["Retry"] = [PATIENTLY]
    return definition
