names = {name: f"coast-27-{name}" for name in ("charge", "update-customer", "update-sales", "confirm")}


def call(name, payload, assign, following):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": names[name], "Payload": payload},
        "Assign": assign,
        "Next": following,
    }


payment_workflow = {
    "QueryLanguage": "JSONata",
    "StartAt": "Charge",
    "States": {
        "Charge": call(
            "charge",
            "{% $states.input %}",
            {"known": "{% $merge([$states.input, $states.result.Payload]) %}"},
            "Paid?",
        ),
        "Paid?": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $known.status = 'DECLINED' %}", "Next": "Confirm"}],
            "Default": "Sales",
        },
        "Sales": call("update-sales", "{% $known %}", {}, "Customer"),
        "Customer": call("update-customer", "{% $known %}", {}, "Confirm"),
        "Confirm": call(
            "confirm", "{% $known %}", {"confirmation": "{% $states.result.Payload.confirmationId %}"}, "Done"
        ),
        "Done": {
            "Type": "Succeed",
            "Output": {
                "paymentId": "{% $known.paymentId %}",
                "status": "{% $known.status %}",
                "confirmationId": "{% $confirmation %}",
            },
        },
    },
}

permissions = """
{"Version": "2012-10-17", "Statement": {"Sid": "CallTheFour", "Effect": "Allow", "Action": ["lambda:InvokeFunction"],
 "Resource": ["arn:aws:lambda:us-east-1:123456789012:function:coast-27-charge",
              "arn:aws:lambda:us-east-1:123456789012:function:coast-27-charge:*",
              "arn:aws:lambda:us-east-1:123456789012:function:coast-27-update-customer",
              "arn:aws:lambda:us-east-1:123456789012:function:coast-27-update-sales",
              "arn:aws:lambda:us-east-1:123456789012:function:coast-27-confirm"]}}
"""
