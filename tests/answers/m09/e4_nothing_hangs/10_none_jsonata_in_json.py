def lambda_task(function, seconds, then):
    return f'''{{
      "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {{
        "FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:north-{function}",
        "Payload": "{{% $states.input %}}"
      }},
      "Output": "{{% $states.input %}}",
      "TimeoutSeconds": {seconds},
      "Catch": [{{"ErrorEquals": ["States.Timeout"], "Output": "{{% $states.input %}}", "Next": "Give to a person"}}],
      {then}
    }}'''


def worker(resource, arguments, seconds, silence, then):
    return f'''{{
      "Type": "Task", "Resource": "{resource}.waitForTaskToken",
      "Arguments": {arguments},
      "Output": "{{% $states.input %}}",
      "TimeoutSeconds": "{{% 2 * {seconds} %}}", "HeartbeatSeconds": "{{% 3 * {silence} - 1 %}}",
      "Catch": [{{"ErrorEquals": ["States.HeartbeatTimeout", "States.Timeout"], "Output": "{{% $states.input %}}",
                 "Next": "Give to a person"}}],
      "Next": {then}
    }}'''


TOLD = '{"token": "{% $states.context.Task.Token %}", "payment": "{% $states.input %}"}'
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/north-review-q"
REVIEW = f'{{"QueueUrl": "{QUEUE}", "MessageBody": {TOLD}}}'
PRINT = f'{{"FunctionName": "north-print", "Payload": {TOLD}}}'

bounded = f'''{{
  "QueryLanguage": "JSONata",
  "TimeoutSeconds": 86400,
  "StartAt": "Charge",
  "States": {{
    "Charge": {lambda_task("charge", 31 + 1, '"Next": "Large?"')},
    "Large?": {{
      "Type": "Choice",
      "Choices": [{{"Condition": "{{% $states.input.amount > 1000 %}}", "Next": "Review"}}],
      "Default": "Customer"
    }},
    "Review": {worker("arn:aws:states:::sqs:sendMessage", REVIEW, 969, 190, '"Customer"')},
    "Customer": {lambda_task("customer", 55 * 2, '"Next": "Paper?"')},
    "Paper?": {{
      "Type": "Choice",
      "Choices": [{{"Condition": "{{% $states.input.channel = 'branch' %}}", "Next": "Print"}}],
      "Default": "Sales"
    }},
    "Print": {worker("arn:aws:states:::lambda:invoke", PRINT, 646, 76, '"Sales"')},
    "Sales": {lambda_task("sales", 26 * 2, '"Next": "Confirm"')},
    "Confirm": {lambda_task("confirm", 46 * 2, '"End": true')},
    "Give to a person": {{
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:north-hand-over",
      "End": true
    }}
  }}
}}'''
