NAMES = {"TableName": "harbour-83-usernames", "Key": {"username": {"S.$": "$.name"}}}
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:harbour-83-"
BUSY = [{"ErrorEquals": ["DynamoDB.ProvisionedThroughputExceededException"], "IntervalSeconds": 2}]

choose_username = {
    "StartAt": "Begin",
    "States": {
        "Begin": {
            "Type": "Pass",
            "Parameters": {"who.$": "$", "name.$": "$.username", "left": 5},
            "Next": "Look",
        },
        "Look": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:getItem",
            "Parameters": NAMES,
            "Retry": BUSY,
            "ResultPath": "$.found",
            "Next": "Free?",
        },
        "Free?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.found.Item", "IsPresent": True, "Next": "Any left?"}],
            "Default": "Write",
        },
        "Write": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:updateItem",
            "Parameters": {
                **NAMES,
                "UpdateExpression": "SET customerId = :who",
                "ConditionExpression": "attribute_not_exists(customerId)",
                "ExpressionAttributeValues": {":who": {"S.$": "$.who.customerId"}},
            },
            "Retry": BUSY,
            "Catch": [
                {
                    "ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"],
                    "ResultPath": "$.error",
                    "Next": "Any left?",
                }
            ],
            "ResultPath": "$.written",
            "Next": "Confirm",
        },
        "Any left?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.left", "NumericEquals": 0, "Next": "Failed"}],
            "Default": "Suggest",
        },
        "Suggest": {
            "Type": "Task",
            "Resource": f"{FUNCTION}suggest",
            "Parameters": {"customerId.$": "$.who.customerId", "username.$": "$.name"},
            "ResultSelector": {"name.$": "$.suggestion"},
            "ResultPath": "$.suggestion",
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Task",
            "Resource": f"{FUNCTION}ask",
            "Parameters": {
                "customerId.$": "$.who.customerId",
                "email.$": "$.who.email",
                "suggestion.$": "$.suggestion.name",
            },
            "ResultPath": "$.said",
            "Next": "And?",
        },
        "And?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.said.accepted", "BooleanEquals": False, "Next": "Other"}],
            "Default": "Suggested",
        },
        "Other": {
            "Type": "Pass",
            "Parameters": {
                "who.$": "$.who",
                "name.$": "$.said.username",
                "left.$": "States.MathAdd($.left, -1)",
            },
            "Next": "Look",
        },
        "Suggested": {
            "Type": "Pass",
            "Parameters": {
                "who.$": "$.who",
                "name.$": "$.suggestion.name",
                "left.$": "States.MathAdd($.left, -1)",
            },
            "Next": "Look",
        },
        "Confirm": {
            "Type": "Task",
            "Resource": f"{FUNCTION}confirm",
            "Parameters": {
                "customerId.$": "$.who.customerId",
                "email.$": "$.who.email",
                "username.$": "$.name",
            },
            "End": True,
        },
        "Failed": {"Type": "Fail", "Error": "NoUsername"},
    },
}
