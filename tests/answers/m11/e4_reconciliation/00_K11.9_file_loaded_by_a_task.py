parent_type = "STANDARD"

LOAD = {
    "Type": "Task",
    "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
    "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"},
    "ResultSelector": {"lines.$": "States.StringSplit($.Body, '\n')"},
    "ResultPath": "$.file",
    "Next": "Each row",
}
EACH = {
    "Type": "Map",
    "ItemsPath": "$.file.lines",
    "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Reconcile",
        "States": {
            "Reconcile": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-72-reconcile",
                "End": True,
            }
        },
    },
    "ToleratedFailurePercentage": 2,
    "End": True,
}

one_by_one = {"StartAt": "Load", "States": {"Load": LOAD, "Each row": EACH}}
in_batches = {
    "StartAt": "Load",
    "States": {"Load": LOAD, "Each row": {**EACH, "ItemBatcher": {"MaxItemsPerBatch": 50}}},
}
