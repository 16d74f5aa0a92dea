bank_rate = """
{
  "QueryLanguage": "JSONata",
  "StartAt": "Rate",
  "States": {
    "Rate": {
      "Type": "Task",
      "Resource": "arn:aws:states:::http:invoke",
      "TimeoutSeconds": "{% 18 + 0 %}",
      "Arguments": {
        "Method": "GET",
        "ApiEndpoint": "{% 'https://api.garden-bank.example/rates?currency=' & $states.input.currency %}",
        "Headers": {"Accept": "application/json"},
        "InvocationConfig": {
          "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/garden-bank/5f0c7a1e-40f0d3ecff61"
        }
      },
      "Retry": [
        {"ErrorEquals": ["States.Http.StatusCode.429"], "IntervalSeconds": 5, "BackoffRate": 3, "MaxAttempts": 4},
        {
          "ErrorEquals": [
            "States.Http.StatusCode.500", "States.Http.StatusCode.502",
            "States.Http.StatusCode.503", "States.Http.StatusCode.504"
          ],
          "MaxAttempts": 2
        }
      ],
      "Output": "{% $states.result.ResponseBody.{'asOf': asOf, 'rate': rate} %}",
      "End": true
    }
  }
}
"""
