workflow_type = "STANDARD"

transfer = {
    "QueryLanguage": "JSONata",
    "StartAt": "Keep",
    "States": {
        "Keep": {"Type": "Pass", "Assign": {"whole": "{% $states.input %}"}, "Next": "Order"},
        "Order": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken",
            "Arguments": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/lake-43-transfer-q",
                "MessageBody": "{% $string({'taskToken': states.context.Task.Token, 'transfer': $whole}) %}",
            },
            "TimeoutSeconds": 5299,
            "HeartbeatSeconds": 166,
            "Catch": [
                {"ErrorEquals": ["States.HeartbeatTimeout", "States.Timeout"], "Next": "Take back"},
                {"ErrorEquals": ["States.ALL"], "Next": "Take back"},
            ],
            "Next": "Confirm",
        },
        "Confirm": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "lake-43-confirm", "Payload": "{% $whole %}"},
            "End": True,
        },
        "Take back": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "lake-43-refund", "Payload": "{% $whole %}"},
            "Next": "Tell",
        },
        "Tell": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "lake-43-notify", "Payload": "{% $whole %}"},
            "End": True,
        },
    },
}
