grace_period = {
    "QueryLanguage": "JSONata",
    "StartAt": "Until due",
    "States": {
        "Until due": {
            "Type": "Wait",
            "Timestamp": "{% $states.input.dueDate %}",
            "Assign": {"debt": "{% $states.input %}", "number": 0},
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "hill-97-check-payment", "Payload": "{% $debt %}"},
            "Assign": {"paid": "{% $states.result.Payload.paid %}"},
            "Next": "Decide",
        },
        "Decide": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $paid %}", "Next": "Paid"},
                {
                    "Condition": "{% $number < 3 %}",
                    "Assign": {"number": "{% $number + 1 %}"},
                    "Next": "Remind",
                },
            ],
            "Default": "Overdue",
        },
        "Remind": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": "hill-97-send-reminder",
                "Payload": "{% $merge([$debt, {'number': $number}]) %}",
            },
            "Next": "Grace",
        },
        "Grace": {"Type": "Wait", "Seconds": "{% 12 * 86400 %}", "Next": "Ask"},
        "Paid": {"Type": "Succeed"},
        "Overdue": {"Type": "Fail", "Error": "PaymentOverdue"},
    },
}
