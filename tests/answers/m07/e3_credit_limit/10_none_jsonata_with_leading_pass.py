credit_limit = {
    "QueryLanguage": "JSONata",
    "StartAt": "Read",
    "States": {
        "Read": {
            "Type": "Pass",
            "Assign": {
                "whole": "{% $exists($states.input.customerId) %}",
                "asked": "{% $type($states.input.requested) = 'number' ? $states.input.requested : -1 %}",
                "free": "{% $type($states.input.clearedLimit) = 'number' ? $states.input.clearedLimit : -1 %}",
            },
            "Next": "Decide",
        },
        "Decide": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $not($whole) or $asked < 0 or $free < 0 %}", "Next": "Incomplete"},
                {"Condition": "{% $asked - $free > 0 %}", "Next": "Ask"},
                {"Condition": "{% true %}", "Next": "Approve"},
            ],
        },
        "Approve": {
            "Type": "Pass",
            "Output": {"customerId": "{% $states.input.customerId %}", "decision": "APPROVED", "limit": "{% $asked %}"},
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
