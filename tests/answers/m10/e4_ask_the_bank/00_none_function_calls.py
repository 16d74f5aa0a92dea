bank_rate = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ask-the-bank",
            "TimeoutSeconds": 18,
            "End": True,
        }
    },
}
