given = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}}
cases = [
    {"input": given, "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}}, "output": given},
    {"input": given, "error": "Bank.NoCover", "nextState": "Tell the customer"},
    {"input": given, "error": "Bank.TryLater", "status": "RETRIABLE"},
    {"input": given, "error": "Anything", "nextState": "Ask a person"},
    {"input": given, "error": "Bank.NoCover", "cause": "x", "output": {**given, "refusal": {"Error": "Bank.NoCover", "Cause": "x"}}},
]
