days = 12

grace_period = {
    "Comment": "Waits for the due date, reminds three times, gives up",
    "StartAt": "Until due",
    "States": {
        "Until due": {"Type": "Wait", "TimestampPath": "$.dueDate", "Next": "None sent"},
        "None sent": {
            "Type": "Pass",
            "Result": {"number": 0},
            "ResultPath": "$.sent",
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-97-check-payment",
            "Parameters": {"policyId.$": "$.policyId", "period.$": "$.period"},
            "ResultPath": "$.payment",
            "Next": "Paid?",
        },
        "Paid?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.payment.paid", "BooleanEquals": True, "Next": "Paid"},
                {"Variable": "$.sent.number", "NumericGreaterThanEquals": 3, "Next": "Overdue"},
            ],
            "Default": "One more",
        },
        "One more": {
            "Type": "Pass",
            "Parameters": {"number.$": "States.MathAdd($.sent.number, 1)"},
            "ResultPath": "$.sent",
            "Next": "Remind",
        },
        "Remind": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-97-send-reminder",
            "Parameters": {
                "policyId.$": "$.policyId",
                "customerId.$": "$.customerId",
                "number.$": "$.sent.number",
            },
            "ResultPath": None,
            "Next": "Days of grace",
        },
        "Days of grace": {"Type": "Wait", "Seconds": days * 24 * 60 * 60, "Next": "None sent"},
        "Paid": {"Type": "Succeed"},
        "Overdue": {"Type": "Fail", "Error": "PaymentOverdue", "Cause": "Not paid after three reminders"},
    },
}
