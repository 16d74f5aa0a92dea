import json
from decimal import Decimal

import boto3


NEEDED = ("REGION", "PAYMENTS_TABLE", "SALES_QUEUE_URL")


def settings(env):
    missing = [name for name in NEEDED if not env.get(name)]
    if missing:
        raise RuntimeError(f"these entries are missing in the environment: {', '.join(missing)}")
    return [env[name] for name in NEEDED]


def record_payment(payment, env):
    region, customer_payments, sales_q = settings(env)
    session = boto3.Session(region_name=region)
    number = str(payment["amount"])
    types = {key: {"S": value} for key, value in payment.items() if key != "amount"}
    session.client("dynamodb").put_item(TableName=customer_payments, Item={**types, "amount": {"N": number}})
    session.client("sqs").send_message(QueueUrl=sales_q, MessageBody=json.dumps(payment))
