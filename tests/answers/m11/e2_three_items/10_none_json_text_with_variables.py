three_items = """
{
  "StartAt": "Remember",
  "States": {
    "Remember": {"Type": "Pass", "Assign": {"who.$": "$.orderId"}, "Next": "Each item"},
    "Each item": {
      "Type": "Map",
      "ItemsPath": "$.devices",
      "MaxConcurrency": 3,
      "ItemProcessor": {
        "StartAt": "Pack",
        "States": {
          "Pack": {
            "Type": "Pass",
            "Parameters": {
              "orderId.$": "$who", "position.$": "$$.Map.Item.Index", "sku.$": "$.sku", "quantity.$": "$.quantity"
            },
            "Next": "Check"
          },
          "Check": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "river-10-check", "Payload.$": "$"},
            "ResultSelector": {"is.$": "$.Payload.available"},
            "ResultPath": "$.there",
            "Next": "Which way"
          },
          "Which way": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.there.is", "BooleanEquals": false, "Next": "Order back"}],
            "Default": "Gather"
          },
          "Gather": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "river-10-gather", "Payload.$": "$"},
            "ResultPath": null,
            "Next": "Package"
          },
          "Package": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "river-10-package", "Payload.$": "$"},
            "OutputPath": "$.Payload",
            "End": true
          },
          "Order back": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "river-10-back-order", "Payload.$": "$"},
            "OutputPath": "$.Payload",
            "End": true
          }
        }
      },
      "ResultSelector": {"numbers.$": "$[?(@.tracking)].tracking"},
      "ResultPath": "$.packed",
      "Next": "Confirm"
    },
    "Confirm": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:river-10-confirm",
      "Parameters": {"orderId.$": "$.orderId", "customerId.$": "$.customerId", "tracking.$": "$.packed.numbers"},
      "End": true
    }
  }
}
"""
