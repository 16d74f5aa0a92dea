import json
from decimal import Decimal

import boto3



def record_payment(payment, env):
    region, table_name, queue_url = env["REGION"], env["PAYMENTS_TABLE"], env["SALES_QUEUE_URL"]
    table = boto3.resource("dynamodb", region_name=region).Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
