"""An ordinary program: it knows boto3 and nothing else, and prints what it saw as JSON.

A shop takes orders: a topic hands each to a queue, a worker keeps it in a table and files its slip in a bucket, and a
state machine sorts them by size.
"""

import json
import time

import boto3

ROLE = "arn:aws:iam::123456789012:role/shop"

SORTING = {
    "StartAt": "Large?",
    "States": {
        "Large?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 100, "Next": "Large"}],
            "Default": "Small",
        },
        "Large": {"Type": "Pass", "Result": "large", "ResultPath": "$.size", "End": True},
        "Small": {"Type": "Pass", "Result": "small", "ResultPath": "$.size", "End": True},
    },
}


def build():
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    queue = sqs.create_queue(QueueName="orders")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="orders")["TopicArn"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
            }
        ],
    }
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(policy)})
    wishes = {"RawMessageDelivery": "true", "FilterPolicy": json.dumps({"channel": ["web"]})}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes=wishes)
    boto3.client("dynamodb").create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    boto3.client("s3").create_bucket(Bucket="slips")
    machine = boto3.client("stepfunctions").create_state_machine(
        name="sorting", definition=json.dumps(SORTING), roleArn=ROLE
    )["stateMachineArn"]
    return queue, topic, machine


def publish(topic):
    for number, channel, amount in (("1", "web", 250), ("2", "till", 30), ("3", "web", 20)):
        boto3.client("sns").publish(
            TopicArn=topic,
            Message=json.dumps({"id": number, "amount": amount}),
            MessageAttributes={"channel": {"DataType": "String", "StringValue": channel}},
        )


def received(queue):
    """Yield each order and delete its message, until none comes any more."""
    sqs = boto3.client("sqs")
    while messages := sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages"):
        for message in messages:
            yield json.loads(message["Body"])
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def sort(machine, order):
    states = boto3.client("stepfunctions")
    execution = states.start_execution(
        stateMachineArn=machine, name=f"order-{order['id']}", input=json.dumps(order)
    )["executionArn"]
    while (found := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
        time.sleep(0.1)
    return json.loads(found["output"])["size"]


def keep(order, size):
    table, s3 = boto3.resource("dynamodb").Table("orders"), boto3.client("s3")
    table.put_item(Item={**order, "size": size}, ConditionExpression="attribute_not_exists(id)")
    s3.put_object(Bucket="slips", Key=f"{size}/{order['id']}.json", Body=json.dumps(order))


def main():
    queue, topic, machine = build()
    publish(topic)
    for order in received(queue):
        keep(order, sort(machine, order))
    items = boto3.resource("dynamodb").Table("orders").scan()["Items"]
    slips = boto3.client("s3").list_objects_v2(Bucket="slips")["Contents"]
    try:
        keep({"id": "1", "amount": 250}, "large")
        again = "kept"
    except boto3.client("dynamodb").exceptions.ConditionalCheckFailedException as error:
        again = error.response["Error"]["Message"]
    print(  # noqa: T201  what it saw is its answer
        json.dumps(
            {
                "items": sorted((item["id"], int(item["amount"]), item["size"]) for item in items),
                "slips": [slip["Key"] for slip in slips],
                "twice": again,
                "queue": queue.rsplit("/", 1)[1],
                "topic": topic,
                "machine": machine,
            }
        )
    )


if __name__ == "__main__":
    main()
