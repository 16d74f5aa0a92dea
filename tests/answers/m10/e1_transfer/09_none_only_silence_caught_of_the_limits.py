workflow_type = "STANDARD"

FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:lake-43"

transfer = {
    "StartAt": "Order transfer",
    "States": {
        "Order transfer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/lake-43-transfer-q",
                "MessageBody": {"taskToken.$": "$$.Task.Token", "transfer.$": "$"},
            },
            "TimeoutSeconds": 5299,
            "HeartbeatSeconds": 166,
            "ResultPath": None,
            "Catch": [{"ErrorEquals": ["States.TaskFailed", "States.HeartbeatTimeout"], "ResultPath": "$.failure", "Next": "Refund"}],
            "Next": "Confirm",
        },
        "Confirm": {"Type": "Task", "Resource": f"{FUNCTIONS}-confirm", "End": True},
        "Refund": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-refund",
            "ResultPath": None,
            "Next": "Notify",
        },
        "Notify": {"Type": "Task", "Resource": f"{FUNCTIONS}-notify", "End": True},
    },
}
