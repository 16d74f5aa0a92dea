workflow_type = "STANDARD"

FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:lake-43"

transfer = {
    "StartAt": "Order transfer",
    "States": {
        "Order transfer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/lake-43-transfer-q",
                "MessageBody": {"transfer.$": "$"},
            },
            "ResultPath": None,
            "Next": "Wait",
        },
        "Wait": {"Type": "Wait", "Seconds": 10, "Next": "Ask"},
        "Ask": {"Type": "Task", "Resource": f"{FUNCTIONS}-status", "ResultPath": "$.bank", "Next": "Received?"},
        "Received?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.bank.status", "StringEquals": "RECEIVED", "Next": "Confirm"},
                {"Variable": "$.bank.status", "StringEquals": "REFUSED", "Next": "Refund"},
            ],
            "Default": "Wait",
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
