# The reference, but nothing ends the wait for the manager.
with_limit = payment_workflow


def payment_workflow(settings, topic):
    definition = with_limit(settings, topic)
    del definition["States"]["Ask the manager"]["TimeoutSeconds"]
    return definition
