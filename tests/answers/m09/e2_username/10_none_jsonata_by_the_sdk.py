LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:"


def invoke(function, payload, then, **more):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": f"{LAMBDA}harbour-83-{function}", "Payload": payload},
        **more,
        **then,
    }


choose_username = {
    "QueryLanguage": "JSONata",
    "StartAt": "Remember",
    "States": {
        "Remember": {
            "Type": "Pass",
            "Assign": {"request": "{% $states.input %}", "name": "{% $states.input.username %}", "asked": 0},
            "Next": "Reserve",
        },
        "Reserve": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem",
            "Arguments": {
                "TableName": "harbour-83-usernames",
                "Item": {
                    "username": {"S": "{% $name %}"},
                    "customerId": {"S": "{% $request.customerId %}"},
                    "email": {"S": "{% $request.email %}"},
                },
                "ConditionExpression": "attribute_not_exists(#name)",
                "ExpressionAttributeNames": {"#name": "username"},
            },
            "Retry": [
                {"ErrorEquals": ["DynamoDb.ConditionalCheckFailedException"], "MaxAttempts": 0},
                {
                    "ErrorEquals": ["DynamoDb.ProvisionedThroughputExceededException"],
                    "MaxAttempts": 6,
                    "MaxDelaySeconds": 10,
                    "JitterStrategy": "FULL",
                },
            ],
            "Catch": [{"ErrorEquals": ["DynamoDb.ConditionalCheckFailedException"], "Next": "May ask?"}],
            "Next": "Confirm",
        },
        "May ask?": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $asked < 5 %}", "Next": "Suggest"}],
            "Default": "Give up",
        },
        "Suggest": invoke(
            "suggest",
            {"customerId": "{% $request.customerId %}", "username": "{% $name %}"},
            {"Next": "Ask"},
            Assign={"suggestion": "{% $states.result.Payload.suggestion %}"},
        ),
        "Ask": invoke(
            "ask",
            "{% $merge([$request, {'suggestion': $suggestion}]) %}",
            {"Next": "Reserve"},
            Assign={
                "asked": "{% $asked + 1 %}",
                "name": "{% $states.result.Payload.accepted ? $suggestion : $states.result.Payload.username %}",
            },
        ),
        "Confirm": invoke("confirm", "{% $merge([$request, {'username': $name}]) %}", {"End": True}),
        "Give up": {"Type": "Fail", "Error": "NoUsername"},
    },
}
