# of: e1_fan_out/10_none_star_with_source_raw.py
import json


def new_queue(
    sqs, name, attributes
):
    """Make a queue."""
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
    return url, arn


def wire(sns, sqs, prefix: str) -> dict:
    """My own solution for the fan-out."""
    # first I make the topic
    topic = sns.create_topic(Name=prefix + "-payments")["TopicArn"]
    urls: dict = {}  # one for each service

    def connect(service):
        name = prefix + "-" + service + "-q"
        dead = new_queue(sqs, name + "-dlq", {"MessageRetentionPeriod": "1209600"})[1]
        arn = f"arn:aws:sqs:us-east-1:{topic.split(':')[4]}:{name}"
        # everybody may send, if it comes from the topic
        policy = {
            "Statement": {
                "Sid": "only-this-topic",
                "Effect": "Allow",
                "Principal": "*",  # anybody
                "Action": ["sqs:SendMessage"],
                "Resource": "*",
                "Condition": {"ArnLike": {"aws:SourceArn": [topic]}},
            }
        }
        urls[service], _ = new_queue(
            sqs,
            name,
            {
                "Policy": json.dumps(policy),
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": "7"}),
                "VisibilityTimeout": "60",
            },
        )
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})

    connect("customer")

    # then the next
    connect("sales")
    connect("communication")
    return {"topic_arn": topic, "queue_urls": urls}
