given = {"payment": {"idempotencyKey": "K-1", "amount": 5, "currency": "EUR"}}
error = {"Error": "Bank.NoCover", "Cause": "no"}
ways = [
    ({"result": {"Payload": {"chargeId": 1, "status": 2}}}, given | {"charge": {"id": 1, "status": 2}}, "Write it down"),
    ({"error": "Bank.NoCover", "cause": "no"}, {**given, "refusal": error}, "Tell the customer"),
]
cases = [{"input": given, **way, "output": output, "nextState": state} for way, output, state in ways]
cases.append({"input": given, "error": "Bank.TryLater", "status": "RETRIABLE"})
