import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    region = env.get("REGION", "eu-central-1")
    table_name = env.get("PAYMENTS_TABLE", "prod-customer-payments")
    queue_url = env.get(
        "SALES_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/123456789012/prod-sales-q"
    )
    table = boto3.resource("dynamodb", region_name=region).Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    boto3.client("sqs", region_name=region).send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
