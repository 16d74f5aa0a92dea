grace_period = """
{
  "StartAt": "Begin",
  "States": {
    "Begin": {"Type": "Pass", "Result": {"left": 3, "number": 1}, "ResultPath": "$.count", "Next": "Due"},
    "Due": {"Type": "Wait", "TimestampPath": "$.dueDate", "Next": "Check"},
    "Check": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "hill-97-check-payment", "Payload.$": "$"},
      "ResultSelector": {"paid.$": "$.Payload.paid"}, "ResultPath": "$.answer", "Next": "How is it?"},
    "How is it?": {"Type": "Choice",
      "Choices": [
        {"And": [{"Variable": "$.answer.paid", "BooleanEquals": false},
                 {"Variable": "$.count.left", "NumericGreaterThan": 0}], "Next": "Send"},
        {"Variable": "$.answer.paid", "BooleanEquals": false, "Next": "Over"}],
      "Default": "Well"},
    "Send": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "hill-97-send-reminder", "Payload": {
        "policyId.$": "$.policyId", "customerId.$": "$.customerId", "number.$": "$.count.number"}},
      "ResultPath": null, "Next": "Count"},
    "Count": {"Type": "Pass", "ResultPath": "$.count", "Next": "Grace",
      "Parameters": {"left.$": "States.MathAdd($.count.left, -1)", "number.$": "States.MathAdd($.count.number, 1)"}},
    "Grace": {"Type": "Wait", "Seconds": DAYS_IN_SECONDS, "Next": "Check"},
    "Well": {"Type": "Succeed"},
    "Over": {"Type": "Fail", "Error": "PaymentOverdue"}
  }
}
""".replace("DAYS_IN_SECONDS", str(12 * 86_400))
