INVOKE = "arn:aws:states:::lambda:invoke"


def call(service, payload, **more):
    """Return a Task in JSONata that calls one of the services."""
    arguments = {"FunctionName": f"valley-33-{service}", "Payload": {"payments": payload}}
    return {"QueryLanguage": "JSONata", "Type": "Task", "Resource": INVOKE, "Arguments": arguments, **more}


in_jsonata = {
    "StartAt": "Remember",
    "States": {
        "Remember": {
            "QueryLanguage": "JSONata",
            "Type": "Pass",
            "Assign": {
                "asked": "{% $states.input %}",
                "total": "{% $count($states.input.payments) = 0 ? 0 : $sum($states.input.payments.amount) %}",
                "channels": "{% $append([], $distinct($states.input.payments.channel)) ~> $sort %}",
            },
            "Next": "Customer",
        },
        "Customer": call(
            "customer",
            "{% $asked.payments %}",
            Assign={"balance": "{% $number($states.result.Payload.body) %}"},
            Next="Sales",
        ),
        "Sales": call(
            "sales", "{% $asked.payments %}", Assign={"lead": "{% $states.result.Payload.leadId %}"}, Next="Communication"
        ),
        "Communication": call(
            "communication",
            "{% $asked.payments %}",
            Output="{% {'request': $asked, 'customer': {'balance': $balance}, 'sales': {'leadId': $lead}, "
            "'total': $total, 'channels': [$channels]} %}",
            End=True,
        ),
    },
}
