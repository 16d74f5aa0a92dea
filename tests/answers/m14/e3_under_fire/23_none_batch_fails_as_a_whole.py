# The reference, but a worker fails with the first message that it cannot read, and its whole batch comes again.
RECORD = '''
import json
import os
from decimal import Decimal

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    for record in event["Records"]:
        table.put_item(Item=json.loads(record["body"], parse_float=Decimal))
'''
