repaired = """{
  "StartAt": "Register",
  "States": {
    "Register": {"Type": "Pass", "Next": "Kind?"},
    "Kind?": {"Type": "Choice", "Default": "Amount?", "Choices": [
      {"And": [{"Variable": "$.kind", "IsPresent": true}, {"Variable": "$.kind", "StringEquals": "theft"}],
       "Next": "Ask police"}]},
    "Ask police": {"Type": "Wait", "Seconds": 86400, "Next": "Amount?"},
    "Amount?": {"Type": "Choice", "Default": "Expert", "Choices": [
      {"Variable": "$.damage", "NumericLessThanEquals": 500, "Next": "Pay"},
      {"Variable": "$.damage", "NumericLessThanEquals": 5000, "Next": "Clerk"}]},
    "Expert": {"Type": "Wait", "Seconds": 172800, "Next": "Clerk"},
    "Clerk": {"Type": "Pass", "Next": "Pay"},
    "Pay": {"Type": "Pass", "End": true}
  }
}"""
