import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    region, table_name, queue_url = env["REGION"], env["PAYMENTS_TABLE"], env["SALES_QUEUE_URL"]
    table = boto3.resource("dynamodb", region_name="eu-central-1").Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name="eu-central-1")
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
