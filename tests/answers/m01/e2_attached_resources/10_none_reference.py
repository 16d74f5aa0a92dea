import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    region = env["REGION"]
    table_name = env["PAYMENTS_TABLE"]
    queue_url = env["SALES_QUEUE_URL"]
    table = boto3.resource("dynamodb", region_name=region).Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name=region)
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
