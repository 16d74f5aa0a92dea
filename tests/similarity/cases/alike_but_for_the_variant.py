# of: e4_fourth_listener/10_none_filter_set_afterwards.py
import json

ATTRIBUTES = {"channel": "String", "amount": "Number", "currency": "String", "outcome": "String"}


def announce(sns, topic_arn, payments):
    """Publish a batch of payments in one call. Each is {"fact": {...}, "outcome": "paid"}."""
    entries: list = []

    # One entry a payment.
    for number, payment in enumerate(payments):
        told = {**payment["fact"], "outcome": payment["outcome"]}
        attributes = {
            name: {"DataType": kind, "StringValue": str(told[name])} for name, kind in ATTRIBUTES.items()
        }
        entries.append(
            {"Id": str(number), "Message": json.dumps(payment["fact"]), "MessageAttributes": attributes}
        )
    sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=entries)


def add_fraud(sns, sqs, topic_arn, prefix):
    account = topic_arn.split(":")[4]
    name = prefix + "-fraud-q"
    dead = sqs.create_queue(QueueName=name + "-dlq")["QueueUrl"]
    dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    arn = f"arn:aws:sqs:us-east-1:{account}:{name}"
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnLike": {"aws:SourceArn": topic_arn}},
    }
    queue = sqs.create_queue(
        QueueName=name,
        Attributes={
            "Policy": json.dumps({"Statement": [statement]}),
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 3}),
        },
    )
    subscription = sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn, ReturnSubscriptionArn=True)
    rule = {"$or": [{"currency": [{"anything-but": "EUR"}]}, {"amount": [{"numeric": [">", 825]}]}]}
    for attribute, value in (("FilterPolicy", json.dumps(rule)), ("RawMessageDelivery", "true")):
        sns.set_subscription_attributes(
            SubscriptionArn=subscription["SubscriptionArn"], AttributeName=attribute, AttributeValue=value
        )
    return queue["QueueUrl"]
