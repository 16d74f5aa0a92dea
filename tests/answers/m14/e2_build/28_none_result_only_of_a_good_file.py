# The reference, but the result is written when the file is good, and not when it is not.
right_comparison = reconciliation_workflow


def reconciliation_workflow(settings, compare):
    """Decide, then write."""
    definition = right_comparison(settings, compare)
    states = definition["States"]
    states["Compare the lines"]["Next"] = "Within the tolerance?"
    states["Within the tolerance?"]["Choices"][0]["Next"] = "Write the result"
    states["Write the result"]["Next"] = "Agreed"
    return definition
