import json
from decimal import Decimal

import boto3


REGION = "eu-central-1"
PAYMENTS_TABLE = "prod-customer-payments"
SALES_QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/prod-sales-q"


def record_payment(payment, env):
    table = boto3.resource("dynamodb", region_name=REGION).Table(PAYMENTS_TABLE)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name=REGION)
    sqs.send_message(QueueUrl=SALES_QUEUE_URL, MessageBody=json.dumps(payment))
