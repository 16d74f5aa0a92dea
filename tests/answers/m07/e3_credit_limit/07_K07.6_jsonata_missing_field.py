credit_limit = {
    "QueryLanguage": "JSONata",
    "StartAt": "Decide",
    "States": {
        "Decide": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $states.input.requested < 0 %}", "Next": "Incomplete"},
                {"Condition": "{% $states.input.requested > $states.input.clearedLimit %}", "Next": "Ask"},
            ],
            "Default": "Approve",
        },
        "Approve": {
            "Type": "Pass",
            "Output": {
                "customerId": "{% $states.input.customerId %}",
                "decision": "APPROVED",
                "limit": "{% $states.input.requested %}",
            },
            "End": True,
        },
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:harbour-57-manager-review",
            "End": True,
        },
        "Incomplete": {"Type": "Fail", "Error": "IncompleteRequest"},
    },
}
