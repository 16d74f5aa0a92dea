# The reference, but nothing is caught after the charge: what the ledger refuses ends the execution.
right = payment_workflow


def payment_workflow(settings, topic):
    """Leave out the way back."""
    definition = right(settings, topic)
    del definition["States"]["Confirm"]["Catch"]
    return definition
