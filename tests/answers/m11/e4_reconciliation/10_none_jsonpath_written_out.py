parent_type = "STANDARD"

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:hill-72-reconcile"
READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
    "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"},
}
WRITER = {
    "Resource": "arn:aws:states:::s3:putObject",
    "Parameters": {"Bucket.$": "$.bucket", "Prefix": "bookings"},
}

one_by_one = {
    "StartAt": "Each row",
    "States": {
        "Each row": {
            "Type": "Map",
            "ItemReader": READER,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Reconcile",
                "States": {"Reconcile": {"Type": "Task", "Resource": FUNCTION, "End": True}},
            },
            "ToleratedFailurePercentage": 2,
            "ResultWriter": WRITER,
            "End": True,
        }
    },
}

in_batches = {
    "StartAt": "Each batch",
    "States": {
        "Each batch": {
            "Type": "Map",
            "ItemReader": READER,
            "ItemBatcher": {"MaxItemsPerBatch": 50},
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "Each row",
                "States": {
                    "Each row": {
                        "Type": "Map",
                        "ItemsPath": "$.Items",
                        "ItemProcessor": {
                            "StartAt": "Reconcile",
                            "States": {
                                "Reconcile": {
                                    "Type": "Task",
                                    "Resource": FUNCTION,
                                    "Catch": [
                                        {
                                            "ErrorEquals": ["UnusableRow"],
                                            "ResultPath": "$.failure",
                                            "Next": "Report",
                                        }
                                    ],
                                    "End": True,
                                },
                                "Report": {
                                    "Type": "Pass",
                                    "Parameters": {"paymentId.$": "$.paymentId", "outcome": "unusable"},
                                    "End": True,
                                },
                            },
                        },
                        "End": True,
                    }
                },
            },
            "ToleratedFailurePercentage": 2,
            "ResultWriter": WRITER,
            "End": True,
        }
    },
}
