# The reference, but the address travels as an attribute, for whoever wants to filter by it.
right = payment_workflow


def payment_workflow(settings, topic):
    """Add the attribute."""
    definition = right(settings, topic)
    definition["States"]["Announce"]["Arguments"]["MessageAttributes"] = {
        "email": {"DataType": "String", "StringValue": "{% $payment.email %}"}
    }
    return definition
