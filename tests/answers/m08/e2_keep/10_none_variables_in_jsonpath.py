def call(service, **more):
    invoke = "arn:aws:states:::lambda:invoke"
    payload = {"payment.$": "$payment"}
    return {
        "Type": "Task",
        "Resource": invoke,
        "Parameters": {"FunctionName": f"hill-66-{service}", "Payload": payload},
        **more,
    }


first = call(
    "customer",
    Assign={"customer": {"balance.$": "States.StringToJson($.Payload.body)"}, "payment.$": "$$.Execution.Input.payment"},
    Next="Sales",
)
first["Parameters"]["Payload"] = {"payment.$": "$.payment"}
keep = {
    "StartAt": "Customer",
    "States": {
        "Customer": first,
        "Sales": call("sales", Assign={"sales": {"leadId.$": "$.Payload.leadId"}}, Next="Communication"),
        "Communication": call(
            "communication",
            ResultSelector={"payment.$": "$payment", "customer.$": "$customer", "sales.$": "$sales"},
            End=True,
        ),
    },
}
