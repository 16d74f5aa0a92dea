# The reference, but a request that comes again gets another id, and becomes another payment.
ACCEPT = ACCEPT.replace(
    '"PAY-" + hashlib.sha256(request["idempotencyKey"].encode()).hexdigest()[:16]', '"PAY-" + uuid.uuid4().hex'
).replace("import os\n", "import os\nimport uuid\n", 1)
