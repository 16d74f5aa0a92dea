given = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}}
cases = [{"input": given, "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}}}, {"input": given, "error": "Bank.NoCover"}]
