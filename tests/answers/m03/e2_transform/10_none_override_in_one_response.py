request_templates = {
    "application/json": """#set($sent = $input.path('$'))
{"policyId": "$sent.policyNo", "amount": $sent.amt, "currency": "$sent.coin", "requestId": "$context.requestId"}"""
}

TEMPLATE = """
#set($failure = "$!input.path('$.errorMessage')")
#if($failure == "")
{"status": "OK", "paymentId": "$input.path('$.paymentId')"}
#elseif($failure.startsWith("REJECTED"))
#set($context.responseOverride.status = 422)
{"error": "REJECTED", "requestId": "$context.requestId"}
#else
#set($context.responseOverride.status = 502)
{"error": "UNAVAILABLE", "requestId": "$context.requestId"}
#end
"""

responses = {200: {"responseTemplates": {"application/json": TEMPLATE}}}
