# `$input.json` writes a field as JSON: a text with its quotes, a number without.
request_templates = {
    "application/json": """{
  "policyId": $input.json('$.policyNo'),
  "amount": $input.json('$.amt'),
  "currency": $input.json('$.coin'),
  "requestId": "$context.requestId"
}"""
}

responses = {"200": {}}
