given = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}, "charge": {"id": "CH-0091", "status": "captured"}}
cases = [
    {"input": given, "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}}, "status": "SUCCEEDED", "output": given, "nextState": "Write it down"},
    {"input": given, "error": "Bank.NoCover", "status": "CAUGHT_ERROR", "nextState": "Tell the customer"},
    {"input": given, "error": "Bank.TryLater", "status": "RETRIABLE"},
]
