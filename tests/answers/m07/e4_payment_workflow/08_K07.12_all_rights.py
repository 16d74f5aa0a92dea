prefix = "coast-27"

payment_workflow = {
    "Comment": "A monthly payment: charge, update customer and sales, confirm",
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": f"{prefix}-charge", "Payload.$": "$"},
            "ResultSelector": {"paymentId.$": "$.Payload.paymentId", "status.$": "$.Payload.status"},
            "ResultPath": "$.charge",
            "Next": "Paid?",
        },
        "Paid?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.charge.status", "StringEquals": "PAID", "Next": "Update customer"}],
            "Default": "Confirm",
        },
        "Update customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-update-customer",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "policyId.$": "$.policyId",
                    "amount.$": "$.amount",
                },
            },
            "ResultPath": None,
            "Next": "Update sales",
        },
        "Update sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-update-sales",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "customerId.$": "$.customerId",
                    "amount.$": "$.amount",
                },
            },
            "ResultPath": None,
            "Next": "Confirm",
        },
        "Confirm": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-confirm",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "customerId.$": "$.customerId",
                    "status.$": "$.charge.status",
                },
            },
            "ResultSelector": {"confirmationId.$": "$.Payload.confirmationId"},
            "ResultPath": "$.confirmation",
            "Next": "Answer",
        },
        "Answer": {
            "Type": "Pass",
            "Parameters": {
                "paymentId.$": "$.charge.paymentId",
                "status.$": "$.charge.status",
                "confirmationId.$": "$.confirmation.confirmationId",
            },
            "End": True,
        },
    },
}

functions = ["charge", "update-customer", "update-sales", "confirm"]
permissions = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "*",
            "Resource": "*",
        }
    ],
}
