cases = None  # a list of test cases: [{"input": ..., ...}, ...]
attempts = 4
payment = {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}

cases = [
    # All goes well. The envelope belongs to the raw result, and two values that differ tell two fields apart. The output is
    # the whole one: it shows what was added, and that nothing is gone.
    {
        "input": {"payment": payment},
        "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}},
        "output": {"payment": payment, "charge": {"id": "CH-0091", "status": "captured"}},
        "next": "Write it down",
    },
    # A refusal reaches the customer, with its reason and with the payment.
    {
        "input": {"payment": payment},
        "error": "Bank.NoCover",
        "cause": "the account is empty",
        "output": {"payment": payment, "refusal": {"Error": "Bank.NoCover", "Cause": "the account is empty"}},
        "next": "Tell the customer",
    },
    # A busy bank is asked again, and then a person. Both sides of the boundary show how many attempts there are.
    {"input": {"payment": payment}, "error": "Bank.TryLater", "retries": attempts - 1, "status": "RETRIABLE"},
    {
        "input": {"payment": payment},
        "error": "Bank.TryLater",
        "retries": attempts,
        "next": "Ask a person",
    },
    # What nobody thought of is not lost.
    {"input": {"payment": payment}, "error": "TypeError", "next": "Ask a person"},
]
