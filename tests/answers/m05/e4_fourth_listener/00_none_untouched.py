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
        entries.append(
            {"Id": str(number), "Message": json.dumps(payment["fact"]), "MessageAttributes": attributes}
        )
    sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=entries)


def add_fraud(sns, sqs, topic_arn, prefix):
    """Let fraud screening hear of suspicious payments; return the URL of its queue."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
