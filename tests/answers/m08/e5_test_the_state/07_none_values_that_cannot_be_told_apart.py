given = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}}
cases = [
    {"input": given, "result": {"Payload": {"chargeId": "x", "status": "x"}}, "output": {**given, "charge": {"id": "x", "status": "x"}}},
    {"input": given, "error": "Bank.NoCover", "nextState": "Tell the customer"},
    {"input": given, "error": "Bank.TryLater", "status": "RETRIABLE"},
    {"input": given, "error": "Anything", "nextState": "Ask a person"},
]
