import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    dynamodb = boto3.resource("dynamodb", region_name="eu-central-1")
    table = dynamodb.Table("prod-customer-payments")
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name="eu-central-1")
    sqs.send_message(
        QueueUrl="https://sqs.eu-central-1.amazonaws.com/123456789012/prod-sales-q",
        MessageBody=json.dumps(payment),
    )
