# `$input.json` writes a field as JSON: a text with its quotes, a number without.
request_templates = {
    "application/json": """{
  "policyId": $input.json('$.policyNo'),
  "amount": "$input.path('$.amt')",
  "currency": $input.json('$.coin'),
  "requestId": "$context.requestId"
}"""
}

# The patterns are compared with the whole message of a failed function. A dot does not match a line break.
responses = {
    "200": {
        "responseTemplates": {
            "application/json": """{"status": "OK", "paymentId": $input.json('$.paymentId')}"""
        }
    },
    "422": {
        "selectionPattern": r"REJECTED(.|\n)*",
        "responseTemplates": {"application/json": '{"error": "REJECTED", "requestId": "$context.requestId"}'},
    },
    # Any message that is left, and only failures have one: what succeeds goes to the response without a pattern.
    "502": {
        "selectionPattern": r"(?!REJECTED)(.|\n)+",
        "responseTemplates": {
            "application/json": '{"error": "UNAVAILABLE", "requestId": "$context.requestId"}'
        },
    },
}
