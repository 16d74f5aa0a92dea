ITEM = {
    "orderId": "{% $states.input.orderId %}",
    "position": "{% $states.context.Map.Item.Index %}",
    "sku": "{% $states.context.Map.Item.Value.sku %}",
    "quantity": "{% $states.context.Map.Item.Value.quantity %}",
}


def call(name, arguments="{% $states.input %}", **fields):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": f"river-10-{name}", "Payload": arguments},
        "Output": "{% $states.result.Payload %}",
        **fields,
    }


each_item = {
    "Type": "Map",
    "Items": "{% $states.input.devices %}",
    "ItemSelector": ITEM,
    "ItemProcessor": {
        "StartAt": "Check",
        "States": {
            "Check": {**call("check"), "Output": "{% $merge([$states.input, $states.result.Payload]) %}", "Next": "There?"},
            "There?": {
                "Type": "Choice",
                "Choices": [{"Condition": "{% $states.input.available %}", "Next": "Gather"}],
                "Default": "Back-order",
            },
            "Gather": {**call("gather"), "Output": "{% $states.input %}", "Next": "Package"},
            "Package": call("package", End=True),
            "Back-order": call("back-order", End=True),
        },
    },
    "Output": "{% $merge([$states.input, {'results': $states.result}]) %}",
    "Next": "Confirm",
}


def confirmed(tracking):
    told = {
        "orderId": "{% $states.input.orderId %}",
        "customerId": "{% $states.input.customerId %}",
        "tracking": tracking,
    }
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Each item",
        "States": {"Each item": each_item, "Confirm": call("confirm", told, End=True)},
    }


three_items = confirmed("{% $states.input.results.tracking[] %}")
