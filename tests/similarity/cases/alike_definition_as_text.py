# of: definition.py
definition = '''
{
  "States": {
    "Refuse": {
      "Cause": "The premium was not collected",
      "Error": "NotCollected",
      "Type": "Fail"
    },
    "Tell": {
      "End": true,
      "Arguments": {
        "Message": "{% $string($states.input) %}",
        "TopicArn": "{% $topic %}"
      },
      "Resource": "arn:aws:states:::sns:publish",
      "Type": "Task"
    },
    "Enough": {
      "Default": "Refuse",
      "Choices": [
        {
          "Next": "Tell",
          "Condition": "{% $states.input.amount > 250 %}"
        }
      ],
      "Type": "Choice"
    },
    "Charge": {
      "Next": "Enough",
      "Output": "{% $states.result.Payload %}",
      "Catch": [
        {
          "Output": "{% $states.errorOutput %}",
          "Next": "Refuse",
          "ErrorEquals": [
            "States.ALL"
          ]
        }
      ],
      "Retry": [
        {
          "BackoffRate": 2.5,
          "MaxAttempts": 4,
          "IntervalSeconds": 3,
          "ErrorEquals": [
            "Throttled",
            "Timeout"
          ]
        }
      ],
      "Arguments": {
        "Payload": "{% $states.input.payment %}",
        "FunctionName": "charge"
      },
      "Resource": "arn:aws:states:::lambda:invoke",
      "Type": "Task"
    }
  },
  "StartAt": "Charge",
  "QueryLanguage": "JSONata",
  "Comment": "Collects a premium and tells the policy"
}
'''
