parent_type = "STANDARD"

TASK = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-72-reconcile"}


def over_the_rows(children, **fields):
    each_row = {
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"},
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            **children,
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket.$": "$.bucket", "Prefix": "bookings"},
        },
        **fields,
        "End": True,
    }
    return {"StartAt": "Each row", "States": {"Each row": each_row}}


CAUGHT = {
    "StartAt": "Reconcile",
    "States": {
        "Reconcile": {
            **TASK,
            "Catch": [{"ErrorEquals": ["UnusableRow"], "ResultPath": "$.failure", "Next": "Report"}],
            "End": True,
        },
        "Report": {
            "Type": "Pass",
            "Parameters": {"paymentId.$": "$.paymentId", "outcome": "unusable"},
            "End": True,
        },
    },
}
LET_THROUGH = {"StartAt": "Reconcile", "States": {"Reconcile": {**TASK, "End": True}}}


def rows_of_a_batch(processor):
    rows = {"Type": "Map", "ItemsPath": "$.Items", "ItemProcessor": processor, "End": True}
    return {"StartAt": "Rows", "States": {"Rows": rows}}


one_by_one = over_the_rows(LET_THROUGH, ToleratedFailurePercentage=2)
in_batches = over_the_rows(rows_of_a_batch(CAUGHT), ItemBatcher={"MaxItemsPerBatch": 50})
CAUGHT["States"]["Reconcile"]["Retry"] = [{"ErrorEquals": ["UnusableRow"], "MaxAttempts": 1}]
