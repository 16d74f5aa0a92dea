keep = None  # the definition: {"StartAt": ..., "States": {...}}
keep = {
    "StartAt": "Customer",
    "States": {
        "Customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-customer", "Payload.$": "$"},
            # Out of the envelope comes the answer, out of its body the balance: text until somebody reads it as JSON.
            "ResultSelector": {"balance.$": "States.StringToJson($.Payload.body)"},
            # Beside the payment, not in its place.
            "OutputPath": "$.customer",
            "Next": "Sales",
        },
        "Sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-sales", "Payload.$": "$"},
            "ResultSelector": {"leadId.$": "$.Payload.leadId"},
            "OutputPath": "$.sales",
            "Next": "Communication",
        },
        "Communication": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-communication", "Payload.$": "$"},
            # null: the work is done, its answer is not wanted, and the output is the input.
            "ResultPath": None,
            "End": True,
        },
    },
}
