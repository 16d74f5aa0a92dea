import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    region, table_name, queue_url = env.get("REGION"), env.get("PAYMENTS_TABLE"), env.get("SALES_QUEUE_URL")
    table = boto3.resource("dynamodb", region_name=region).Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    boto3.client("sqs", region_name=region).send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
