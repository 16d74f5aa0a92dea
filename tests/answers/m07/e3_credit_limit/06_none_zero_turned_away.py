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
                        {"Variable": "$.requested", "NumericGreaterThan": 0},
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
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:harbour-57-manager-review",
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
