# The reference, but only silence and a no are caught: a manager who answers with a failure ends the execution.
right = payment_workflow


def payment_workflow(settings, topic):
    """Catch the timeout alone."""
    definition = right(settings, topic)
    definition["States"]["Ask the manager"]["Catch"] = [caught("States.Timeout", "Say refused")]
    return definition
