import json
from decimal import Decimal

import boto3


SETTINGS = {
    "region": "eu-central-1",
    "table": "prod-customer-payments",
    "queue": "https://sqs.eu-central-1.amazonaws.com/123456789012/prod-sales-q",
}


def record_payment(payment, env):
    table = boto3.resource("dynamodb", region_name=SETTINGS["region"]).Table(SETTINGS["table"])
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name=SETTINGS["region"])
    sqs.send_message(QueueUrl=SETTINGS["queue"], MessageBody=json.dumps(payment))
