given = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}}
cases = [
    {"input": given, "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}}, "status": "SUCCEEDED"},
    {"input": given, "error": "Bank.NoCover", "status": "CAUGHT_ERROR"},
    {"input": given, "error": "Bank.TryLater", "status": "RETRIABLE"},
    {"input": given, "error": "Anything", "status": "CAUGHT_ERROR"},
]
