# The reference, but the manager is asked for the limit itself as well.
right = payment_workflow


def payment_workflow(settings, topic):
    """Compare with at least."""
    definition = right(settings, topic)
    rule = definition["States"]["Large?"]["Choices"][0]
    rule["Condition"] = rule["Condition"].replace(">", ">=")
    return definition
