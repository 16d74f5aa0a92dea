FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:river-10"


def call(name, **fields):
    return {"Type": "Task", "Resource": f"{FUNCTIONS}-{name}", **fields}


handling = {
    "StartAt": "Check",
    "States": {
        "Check": call("check", ResultPath="$.stock", Next="There?"),
        "There?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.stock.available", "BooleanEquals": True, "Next": "Gather"}],
            "Default": "Back-order",
        },
        "Gather": call("gather", ResultPath=None, Next="Package"),
        "Package": call("package", End=True),
        "Back-order": call("back-order", End=True),
    },
}
each_item = {
    "Type": "Map",
    "ItemsPath": "$.devices",
    "ItemSelector": {
        "orderId.$": "$.orderId",
        "position.$": "$$.Map.Item.Index",
        "sku.$": "$$.Map.Item.Value.sku",
        "quantity.$": "$$.Map.Item.Value.quantity",
    },
    "ItemProcessor": handling,
    "ResultPath": "$.results",
    "Next": "Confirm",
}
confirm = call(
    "confirm",
    Parameters={
        "orderId.$": "$.orderId",
        "customerId.$": "$.customerId",
        "tracking.$": "$.results[*].tracking",
    },
    End=True,
)
del handling["States"]["Package"]["End"]
handling["States"]["Package"]["Next"] = "Confirm"

three_items = {"StartAt": "Each item", "States": {"Each item": each_item, "Confirm": confirm}}
