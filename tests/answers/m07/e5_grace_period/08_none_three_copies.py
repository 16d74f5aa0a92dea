days = 12


def function(name):
    return f"arn:aws:lambda:us-east-1:123456789012:function:hill-97-{name}"


states = {
    "Until due": {"Type": "Wait", "TimestampPath": "$.dueDate", "Next": "Ask 1"},
    "Paid": {"Type": "Succeed"},
    "Overdue": {"Type": "Fail", "Error": "PaymentOverdue"},
}
for number in range(1, 5):
    states[f"Ask {number}"] = {
        "Type": "Task",
        "Resource": function("check-payment"),
        "ResultPath": "$.payment",
        "Next": f"Paid {number}?",
    }
    states[f"Paid {number}?"] = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.payment.paid", "BooleanEquals": True, "Next": "Paid"}],
        "Default": f"Remind {number}" if number < 4 else "Overdue",
    }
    if number < 4:
        states[f"Remind {number}"] = {
            "Type": "Task",
            "Resource": function("send-reminder"),
            "Parameters": {"policyId.$": "$.policyId", "customerId.$": "$.customerId", "number": number},
            "ResultPath": "$.reminder",
            "Next": f"Wait {number}",
        }
        states[f"Wait {number}"] = {"Type": "Wait", "Seconds": days * 86400, "Next": f"Ask {number + 1}"}

grace_period = {"StartAt": "Until due", "States": states}
