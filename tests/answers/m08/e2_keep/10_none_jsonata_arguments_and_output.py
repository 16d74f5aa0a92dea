keep = {
    "QueryLanguage": "JSONata",
    "StartAt": "Write to the account",
    "States": {
        "Write to the account": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "hill-66-customer", "Payload": "{% $states.input %}"},
            "Output": {
                "payment": "{% $states.input.payment %}",
                "customer": {"balance": "{% $parse($states.result.Payload.body) %}"},
            },
            "Next": "Note for sales",
        },
        "Note for sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:hill-66-sales",
                "Payload": {"payment": "{% $states.input.payment %}"},
            },
            "Output": "{% $merge([$states.input, {'sales': {'leadId': $states.result.Payload.leadId}}]) %}",
            "Next": "Notify",
        },
        "Notify": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "hill-66-communication", "Payload": "{% $states.input %}"},
            "Output": "{% $states.input %}",
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}
