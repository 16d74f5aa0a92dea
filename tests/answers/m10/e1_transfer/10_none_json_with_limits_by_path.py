workflow_type = "STANDARD"

transfer = """
{
  "StartAt": "Numbers",
  "States": {
    "Numbers": {"Type": "Pass", "Result": {"all": 5299, "silence": 166}, "ResultPath": "$.limits", "Next": "Order"},
    "Order": {
      "Type": "Task",
      "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      "TimeoutSecondsPath": "$.limits.all",
      "HeartbeatSecondsPath": "$.limits.silence",
      "Parameters": {
        "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/lake-43-transfer-q",
        "MessageBody": {
          "taskToken.$": "$$.Task.Token",
          "transfer.$": "$$.Execution.Input"
        }
      },
      "ResultPath": "$.bank",
      "Catch": [
        {"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "ResultPath": "$.bank", "Next": "Back"}
      ],
      "Next": "Confirm"
    },
    "Confirm": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:lake-43-confirm",
      "End": true
    },
    "Back": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:lake-43-refund",
      "ResultPath": "$.refund",
      "Next": "Tell"
    },
    "Tell": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:lake-43-notify",
      "Next": "Done"
    },
    "Done": {"Type": "Succeed"}
  }
}
"""
