import json


def new_queue(sqs, name, attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["QueueArn"]
    return url, arn


def wire(sns, sqs, prefix):
    topic = sns.create_topic(Name=prefix + "-payments")["TopicArn"]
    urls = {}

    def connect(service):
        name = prefix + "-" + service + "-q"
        dead = new_queue(sqs, name + "-dlq", {"MessageRetentionPeriod": "1209600"})[1]
        arn = f"arn:aws:sqs:us-east-1:{topic.split(':')[4]}:{name}"
        policy = {
            "Statement": {
                "Sid": "only-this-topic",
                "Effect": "Allow",
                "Principal": "*",
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
    connect("sales")
    connect("communication")
    return {"topic_arn": topic, "queue_urls": urls}
