cases = """[
{"input": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}}, "result": {"Payload": {"chargeId": "X", "status": "booked"}},
 "output": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}, "charge": {"id": "X", "status": "booked"}}},
{"input": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}}, "result": {"Payload": {"chargeId": "X", "status": "booked"}},
 "nextState": "Write it down"},
{"input": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}}, "error": "Bank.NoCover", "nextState": "Tell the customer"},
{"input": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}}, "error": "States.Timeout", "nextState": "Ask a person"},
{"input": {"payment": {"idempotencyKey": "POL-1-2025-04", "amount": 1}}, "error": "Bank.TryLater", "status": "RETRIABLE"},
{"input": {}, "result": {"Payload": {"chargeId": "X", "status": "booked"}}, "status": "FAILED"}
]"""
