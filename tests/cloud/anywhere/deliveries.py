"""A piece of integration code as a notebook has it: the start cell of a lesson, then nothing but boto3.

A topic hands each order to a queue, and a worker keeps it in a table. It prints what it saw as JSON.
"""

import json

import boto3

from course.cloud import Account

account = Account().start()


def wire(name):
    sqs, sns, dynamodb = boto3.client("sqs"), boto3.client("sns"), boto3.client("dynamodb")
    queue = sqs.create_queue(QueueName=f"{name}-q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name=name)["TopicArn"]
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    return topic, queue


def work(queue, table):
    sqs = boto3.client("sqs")
    while messages := sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages"):
        for message in messages:
            order = json.loads(message["Body"])
            table.put_item(Item=order)
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


topic, queue = wire("orders")
for number in ("1", "2"):
    boto3.client("sns").publish(TopicArn=topic, Message=json.dumps({"id": number, "state": "open"}))
work(queue, boto3.resource("dynamodb").Table("orders"))
found = account.client("dynamodb").scan(TableName="orders")["Items"]
boto3.client("s3").create_bucket(Bucket="slips")
boto3.client("s3").put_object(Bucket="slips", Key="1.txt", Body=b"paid")
slip = boto3.client("s3").get_object(Bucket="slips", Key="1.txt")["Body"].read().decode()
report = {"kept": sorted(item["id"]["S"] for item in found), "account": account.id, "slip": slip}
print(json.dumps(report))  # noqa: T201  a program's output
