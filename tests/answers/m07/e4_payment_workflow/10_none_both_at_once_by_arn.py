arns = [
    f"arn:aws:lambda:us-east-1:123456789012:function:coast-27-{name}"
    for name in ("charge", "update-customer", "update-sales", "confirm")
]
charge, update_customer, update_sales, confirm = arns


def branch(arn):
    return {"StartAt": arn[-5:], "States": {arn[-5:]: {"Type": "Task", "Resource": arn, "End": True}}}


payment_workflow = {
    "StartAt": "Charge",
    "States": {
        "Charge": {"Type": "Task", "Resource": charge, "ResultPath": "$.charged", "Next": "Gather"},
        "Gather": {
            "Type": "Pass",
            "Parameters": {
                "paymentId.$": "$.charged.paymentId",
                "status.$": "$.charged.status",
                "policyId.$": "$.policyId",
                "customerId.$": "$.customerId",
                "amount.$": "$.amount",
            },
            "Next": "Paid?",
        },
        "Paid?": {
            "Type": "Choice",
            "Choices": [{"Not": {"Variable": "$.status", "StringEquals": "PAID"}, "Next": "Confirm"}],
            "Default": "Both",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [branch(update_customer), branch(update_sales)],
            "ResultPath": None,
            "Next": "Confirm",
        },
        "Confirm": {"Type": "Task", "Resource": confirm, "ResultPath": "$.confirmed", "Next": "Pick"},
        "Pick": {
            "Type": "Pass",
            "Parameters": {
                "paymentId.$": "$.paymentId",
                "status.$": "$.status",
                "confirmationId.$": "$.confirmed.confirmationId",
            },
            "End": True,
        },
    },
}

permissions = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": arn} for arn in arns],
}
