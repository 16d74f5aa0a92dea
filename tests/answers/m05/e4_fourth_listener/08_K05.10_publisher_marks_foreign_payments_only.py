import json

ATTRIBUTES = {"channel": "String", "amount": "Number", "currency": "String", "outcome": "String"}


def announce(sns, topic_arn, payments):
    """Publish a batch of payments in one call. Each is {"fact": {...}, "outcome": "paid"}."""
    entries = []
    for number, payment in enumerate(payments):
        told = {**payment["fact"], "outcome": payment["outcome"]}
        attributes = {
            name: {"DataType": kind, "StringValue": str(told[name])} for name, kind in ATTRIBUTES.items()
        }
        if told["currency"] != "EUR":
            attributes["foreign"] = {"DataType": "String", "StringValue": "yes"}
        entries.append(
            {"Id": str(number), "Message": json.dumps(payment["fact"]), "MessageAttributes": attributes}
        )
    sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=entries)


def add_fraud(sns, sqs, topic_arn, prefix):
    """Let fraud screening hear of suspicious payments; return the URL of its queue."""
    limit = 825
    home_currency = "EUR"

    url = sqs.create_queue(QueueName=f"{prefix}-fraud-q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
            }
        ],
    }
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

    # Two fields in one policy would both have to hold; $or lists alternatives.
    suspicious = {
        "$or": [
            {"amount": [{"numeric": [">", limit]}]},
            {"currency": [{"anything-but": [home_currency]}]},
        ]
    }
    # The filter comes with the subscription: set afterwards, there would be a moment in which everything arrives.
    sns.subscribe(
        TopicArn=topic_arn,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"FilterPolicy": json.dumps(suspicious)},
    )
    return url
