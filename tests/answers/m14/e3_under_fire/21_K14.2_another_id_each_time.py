# The reference, but the id is drawn, and whether the key was there before is asked first.
ACCEPT = (
    ACCEPT.replace("import hashlib\n", "import time\nimport uuid\n")
    .replace(
        '    payment_id = "PAY-" + hashlib.sha256(request["idempotencyKey"].encode()).hexdigest()[:16]\n',
        '    rows = table.scan()["Items"]\n'
        '    known = [row["paymentId"] for row in rows if row.get("idempotencyKey") == request["idempotencyKey"]]\n'
        '    payment_id = known[0] if known else "PAY-" + uuid.uuid4().hex\n',
    )
)
