# The reference, but what the ledger refuses is called refunded, and the money is kept.
right = payment_workflow


def payment_workflow(settings, topic):
    """Go straight to the words."""
    definition = right(settings, topic)
    definition["States"]["Confirm"]["Catch"] = [caught("States.ALL", "Say refunded")]
    return definition
