# The reference, but the topic calls the workers itself; in the record a queue stands between.
WITHOUT_A_QUEUE = '''
import json
import os
from decimal import Decimal

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    for record in event["Records"]:
        table.put_item(Item=json.loads(record["Sns"]["Message"], parse_float=Decimal))
'''


def fan_out(settings):
    prefix, region = settings["prefix"], settings["region"]
    sns, functions = boto3.client("sns", region_name=region), boto3.client("lambda", region_name=region)
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    services = {"customer": "customer-payments", "sales": "sales-activity", "communication": "outbox"}
    for service, table in services.items():
        may = allow(arn(settings, "dynamodb", f"table/{prefix}-{table}"), "dynamodb:PutItem")
        worker = make_function(
            settings, f"{prefix}-{service}", WITHOUT_A_QUEUE, may, TABLE=f"{prefix}-{table}"
        )
        functions.add_permission(
            FunctionName=worker,
            StatementId="topic",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic,
        )
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=worker)
    return topic
