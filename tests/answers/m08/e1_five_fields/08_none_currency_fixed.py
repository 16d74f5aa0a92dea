fields = None  # a dictionary with the five fields: {"InputPath": ..., "Parameters": ..., ...}
fields = {
    # Select: what follows in Parameters is looked up in the request only.
    "InputPath": "$.request",
    # Shape. A key ending in .$ is computed, any other one is taken as it stands. $$ is the context object: facts about the
    # execution are no part of anybody's document.
    "Parameters": {
        "reference.$": "$.idempotencyKey",
        "amount.$": "$.amount",
        "currency": "EUR",
        "terminal": "T-154",
        "execution.$": "$$.Execution.Id",
    },
    # Select and shape once more, of the raw result this time.
    "ResultSelector": {"chargeId.$": "$.charge.id", "status.$": "$.charge.status"},
    # Place: into the state's whole input, whatever InputPath left of it.
    "ResultPath": "$.request.receipt",
    # Trim: choose from what is there now.
    "OutputPath": "$.request",
}
