# The reference, but the topic calls the workers: no queue between them.
queued = fan_out


def fan_out(settings):
    topic = queued(settings)
    prefix, region = settings["prefix"], settings["region"]
    sns, functions = boto3.client("sns", region_name=region), boto3.client("lambda", region_name=region)
    for each in sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]:
        sns.unsubscribe(SubscriptionArn=each["SubscriptionArn"])
    for service in ("customer", "sales", "communication"):
        functions.update_function_code(FunctionName=f"{prefix}-{service}", ZipFile=zipped(RECORD_OF_TOPIC))
        worker = arn(settings, "lambda", f"function:{prefix}-{service}")
        functions.add_permission(
            FunctionName=worker,
            StatementId="topic",
            Action="lambda:InvokeFunction",
            Principal="sns.amazonaws.com",
            SourceArn=topic,
        )
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=worker)
    return topic


RECORD_OF_TOPIC = '''
import json
import os
from decimal import Decimal

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    for record in event["Records"]:
        text = record["Sns"]["Message"] if "Sns" in record else record["body"]
        table.put_item(Item=json.loads(text, parse_float=Decimal))
'''


def zipped(code):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    return package.getvalue()
