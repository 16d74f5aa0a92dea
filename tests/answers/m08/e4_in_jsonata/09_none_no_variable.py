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
            # Output sees the variables as they were when the state was entered: no $states.context.Execution.Input here yet.
            "Output": {"customer": {"balance": "{% $parse($states.result.Payload.body) %}"}},
            "Next": "Sales",
        },
        "Sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-sales", "Payload": "{% $states.context.Execution.Input %}"},
            "Output": {
                "customer": "{% $states.input.customer %}",
                "sales": {"leadId": "{% $states.result.Payload.leadId %}"},
            },
            "Next": "Communication",
        },
        "Communication": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-communication", "Payload": "{% $states.context.Execution.Input %}"},
            "Output": {
                "request": "{% $states.context.Execution.Input %}",
                "customer": "{% $states.input.customer %}",
                "sales": "{% $states.input.sales %}",
                # The brackets make a list of whatever the path finds: of many, of one, and of nothing.
                "total": "{% $sum([$states.context.Execution.Input.payments.amount]) %}",
                "channels": "{% [$distinct($states.context.Execution.Input.payments.channel)] %}",
            },
            "End": True,
        },
    },
}
