# The reference, but the three services hear of a payment before the ledger has confirmed it.
right = payment_workflow


def payment_workflow(settings, topic):
    """Charge, announce, confirm."""
    definition = right(settings, topic)
    states = definition["States"]
    states["Charge"]["Assign"] = states["Confirm"].pop("Assign")
    states["Charge"]["Next"] = "Announce"
    states["Announce"]["Next"] = "Confirm"
    states["Tell the personal bus"]["Next"] = "Say paid"
    return definition
