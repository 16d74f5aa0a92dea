credit_limit = """
{
  "StartAt": "Begin",
  "States": {
    "Begin": {"Type": "Pass", "Next": "Customer?"},
    "Customer?": {"Type": "Choice", "Default": "Requested?",
      "Choices": [{"Not": {"Variable": "$.customerId", "IsPresent": true}, "Next": "No"}]},
    "Requested?": {"Type": "Choice", "Default": "No",
      "Choices": [{"Variable": "$.requested", "IsPresent": true, "Next": "Number?"}]},
    "Number?": {"Type": "Choice", "Default": "No",
      "Choices": [{"Variable": "$.requested", "IsNumeric": true, "Next": "Negative?"}]},
    "Negative?": {"Type": "Choice", "Default": "Limit?",
      "Choices": [{"Variable": "$.requested", "NumericLessThan": 0, "Next": "No"}]},
    "Limit?": {"Type": "Choice", "Default": "No",
      "Choices": [{"Variable": "$.clearedLimit", "IsPresent": true, "Next": "Limit a number?"}]},
    "Limit a number?": {"Type": "Choice", "Default": "No",
      "Choices": [{"Variable": "$.clearedLimit", "IsNumeric": true, "Next": "Within?"}]},
    "Within?": {"Type": "Choice", "Default": "Ask",
      "Choices": [{"Variable": "$.clearedLimit", "NumericGreaterThanEqualsPath": "$.requested", "Next": "Yes"}]},
    "Yes": {"Type": "Pass", "Next": "Done",
      "Parameters": {"customerId.$": "$.customerId", "limit.$": "$.requested", "decision": "APPROVED"}},
    "Ask": {"Type": "Task", "Next": "Done",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:harbour-57-manager-review"},
    "Done": {"Type": "Succeed"},
    "No": {"Type": "Fail", "Error": "IncompleteRequest"}
  }
}
"""
