# The reference, but a batch with a deviation fails, and so many percent of failures are tolerated.
COMPARE = COMPARE.replace("    return {", "    if deviating:\n        raise RuntimeError(deviating)\n    return {", 1)
right_comparison = reconciliation_workflow


def reconciliation_workflow(settings, compare):
    """Tolerate failures where the batches are made."""
    definition = right_comparison(settings, compare)
    lines = definition["States"]["Compare the lines"]
    lines["ItemBatcher"] = {"MaxItemsPerBatch": 20}
    lines["ToleratedFailurePercentage"] = settings["tolerance"]
    lines["ItemProcessor"]["States"]["Compare a batch"].pop("Retry")
    return definition
