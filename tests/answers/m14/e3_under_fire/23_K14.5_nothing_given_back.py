# The reference, but a payment that is not confirmed is only said to be refunded.
with_refund = payment_workflow


def payment_workflow(settings, topic):
    definition = with_refund(settings, topic)
    states = definition["States"]
    del states["Refund"]
    for state in states.values():
        for catcher in state.get("Catch", []):
            if catcher["Next"] == "Refund":
                catcher["Next"] = "Say refunded"
    return definition
