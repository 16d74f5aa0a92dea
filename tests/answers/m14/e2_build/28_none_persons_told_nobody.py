# The reference, but nothing is told on the personal bus.
right = payment_workflow


def payment_workflow(settings, topic):
    """Go from the confirmation straight to the announcement."""
    definition = right(settings, topic)
    definition["States"]["Confirm"]["Next"] = "Announce"
    del definition["States"]["Tell the personal bus"]
    return definition
