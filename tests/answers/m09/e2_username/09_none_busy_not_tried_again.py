choose_username = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:harbour-83"

choose_username = {
    "StartAt": "Begin",
    "States": {
        # A loop counts for itself: MaxAttempts bounds a retry, and this is none.
        "Begin": {"Type": "Pass", "Result": {"times": 0}, "ResultPath": "$.asked", "Next": "Write name"},
        "Write name": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:putItem",
            "Parameters": {
                "TableName": "harbour-83-usernames",
                "Item": {"username": {"S.$": "$.username"}, "customerId": {"S.$": "$.customerId"}},
                # To look first and then to write would leave a gap between the two.
                "ConditionExpression": "attribute_not_exists(username)",
            },
            "ResultPath": None,
            # Too busy passes by itself.
            "Retry": [
                {
                    "ErrorEquals": ["DynamoDB.ProvisionedThroughputExceededException"],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxAttempts": 0,
                }
            ],
            # Taken does not, and it is an answer: it leads somewhere. The request stays, the error stands beside it.
            # Whatever is not named here ends the execution.
            "Catch": [
                {
                    "ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"],
                    "ResultPath": "$.taken",
                    "Next": "Asked enough?",
                }
            ],
            "Next": "Confirm",
        },
        "Asked enough?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.asked.times", "NumericGreaterThanEquals": 5, "Next": "No username"}],
            "Default": "Suggest",
        },
        "Suggest": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-suggest",
            "ResultPath": "$.suggested",
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-ask",
            "Parameters": {
                "customerId.$": "$.customerId",
                "email.$": "$.email",
                "suggestion.$": "$.suggested.suggestion",
            },
            "ResultPath": "$.answer",
            "Next": "Count",
        },
        "Count": {
            "Type": "Pass",
            "Parameters": {"times.$": "States.MathAdd($.asked.times, 1)"},
            "ResultPath": "$.asked",
            "Next": "Accepted?",
        },
        "Accepted?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.answer.accepted", "BooleanEquals": True, "Next": "Take suggestion"}],
            "Default": "Take wish",
        },
        # An accepted suggestion is a name like any other: somebody may have been faster.
        "Take suggestion": {
            "Type": "Pass",
            "InputPath": "$.suggested.suggestion",
            "ResultPath": "$.username",
            "Next": "Write name",
        },
        "Take wish": {
            "Type": "Pass",
            "InputPath": "$.answer.username",
            "ResultPath": "$.username",
            "Next": "Write name",
        },
        "Confirm": {"Type": "Task", "Resource": f"{FUNCTIONS}-confirm", "End": True},
        "No username": {
            "Type": "Fail",
            "Error": "NoUsername",
            "Cause": "Every name was taken, and the customer has been asked often enough.",
        },
    },
}
### END SOLUTION
