definition = {
    "Comment": "Collects a premium and tells the policy",
    "QueryLanguage": "JSONata",
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "charge", "Payload": "{% $states.input.payment %}"},
            "Retry": [
                {"ErrorEquals": ["Throttled", "Timeout"], "IntervalSeconds": 3, "MaxAttempts": 4, "BackoffRate": 2.5}
            ],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refuse", "Output": "{% $states.errorOutput %}"}],
            "Output": "{% $states.result.Payload %}",
            "Next": "Enough",
        },
        "Enough": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input.amount > 250 %}", "Next": "Tell"}],
            "Default": "Refuse",
        },
        "Tell": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Arguments": {"TopicArn": "{% $topic %}", "Message": "{% $string($states.input) %}"},
            "End": True,
        },
        "Refuse": {"Type": "Fail", "Error": "NotCollected", "Cause": "The premium was not collected"},
    },
}
