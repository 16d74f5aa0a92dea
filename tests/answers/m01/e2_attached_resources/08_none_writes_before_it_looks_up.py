import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    table = boto3.resource("dynamodb", region_name=env["REGION"]).Table(env["PAYMENTS_TABLE"])
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
    sqs = boto3.client("sqs", region_name=env["REGION"])
    sqs.send_message(QueueUrl=env["SALES_QUEUE_URL"], MessageBody=json.dumps(payment))
