import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    if not all(name in env for name in ("REGION", "PAYMENTS_TABLE", "SALES_QUEUE_URL")):
        raise ValueError("the environment is not complete")
    region = env["REGION"]
    table = boto3.resource("dynamodb", region_name=region).Table(env["PAYMENTS_TABLE"])
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name=region)
    sqs.send_message(QueueUrl=env["SALES_QUEUE_URL"], MessageBody=json.dumps(payment))
