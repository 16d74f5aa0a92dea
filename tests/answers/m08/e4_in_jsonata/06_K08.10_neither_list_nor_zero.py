in_jsonata = None  # the definition: {"StartAt": ..., "States": {...}}
in_jsonata = {
    # Said once for all states.
    "QueryLanguage": "JSONata",
    "StartAt": "Customer",
    "States": {
        "Customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-customer", "Payload": "{% $states.input %}"},
            # What is remembered need not be carried through every output.
            "Assign": {"asked": "{% $states.input %}"},
            # Output sees the variables as they were when the state was entered: no $asked here yet.
            "Output": {"customer": {"balance": "{% $parse($states.result.Payload.body) %}"}},
            "Next": "Sales",
        },
        "Sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-sales", "Payload": "{% $asked %}"},
            "Output": {
                "customer": "{% $states.input.customer %}",
                "sales": {"leadId": "{% $states.result.Payload.leadId %}"},
            },
            "Next": "Communication",
        },
        "Communication": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-communication", "Payload": "{% $asked %}"},
            "Output": {
                "request": "{% $asked %}",
                "customer": "{% $states.input.customer %}",
                "sales": "{% $states.input.sales %}",
                # The brackets make a list of whatever the path finds: of many, of one, and of nothing.
                "total": "{% $sum($asked.payments.amount) %}",
                "channels": "{% $distinct($asked.payments.channel) %}",
            },
            "End": True,
        },
    },
}
