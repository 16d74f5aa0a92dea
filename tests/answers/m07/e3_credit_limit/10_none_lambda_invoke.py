credit_limit = {
    "Comment": "Approves a higher credit limit, or asks the manager",
    "StartAt": "Complete?",
    "States": {
        "Complete?": {
            "Type": "Choice",
            "Choices": [
                {
                    "And": [
                        {"Variable": "$.customerId", "IsPresent": True},
                        {"Variable": "$.requested", "IsPresent": True},
                        {"Variable": "$.requested", "IsNumeric": True},
                        {"Variable": "$.requested", "NumericGreaterThanEquals": 0},
                        {"Variable": "$.clearedLimit", "IsPresent": True},
                        {"Variable": "$.clearedLimit", "IsNumeric": True},
                    ],
                    "Next": "More than preapproved?",
                }
            ],
            "Default": "Incomplete",
        },
        "More than preapproved?": {
            "Type": "Choice",
            "Choices": [
                {
                    "Variable": "$.requested",
                    "NumericGreaterThanPath": "$.clearedLimit",
                    "Next": "Manager review",
                }
            ],
            "Default": "Approve",
        },
        "Manager review": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": "harbour-57-manager-review",
                "Payload": {
                    "customerId.$": "$.customerId",
                    "requested.$": "$.requested",
                    "clearedLimit.$": "$.clearedLimit",
                },
            },
            "OutputPath": "$.Payload",
            "End": True,
        },
        "Approve": {
            "Type": "Pass",
            "Parameters": {
                "customerId.$": "$.customerId",
                "decision": "APPROVED",
                "limit.$": "$.requested",
            },
            "End": True,
        },
        "Incomplete": {
            "Type": "Fail",
            "Error": "IncompleteRequest",
            "Cause": "A field is missing, or an amount is not a number of zero or more",
        },
    },
}
