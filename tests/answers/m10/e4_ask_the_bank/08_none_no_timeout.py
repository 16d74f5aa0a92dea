bank_rate = {
    "StartAt": "Ask the bank",
    "States": {
        "Ask the bank": {
            "Type": "Task",
            "Resource": "arn:aws:states:::http:invoke",
            "Parameters": {
                "ApiEndpoint": "https://api.garden-bank.example/rates",
                "Method": "GET",
                "QueryParameters": {"currency.$": "$.currency"},
                "Authentication": {
                    "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/garden-bank/5f0c7a1e-40f0d3ecff61"
                },
            },
            "ResultSelector": {"rate.$": "$.ResponseBody.rate", "asOf.$": "$.ResponseBody.asOf"},
            "Retry": [
                {
                    "ErrorEquals": [
                        "States.Http.StatusCode.429",
                        "States.Http.StatusCode.500",
                        "States.Http.StatusCode.502",
                        "States.Http.StatusCode.503",
                        "States.Http.StatusCode.504",
                    ],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxAttempts": 3,
                }
            ],
            "End": True,
        }
    },
}
