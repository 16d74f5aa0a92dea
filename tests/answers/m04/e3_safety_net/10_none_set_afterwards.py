import json

DAY = 24 * 60 * 60


def create_queues(sqs, prefix, function_timeout):
    """Create the queues of sales and communication; return {service: url}."""

    def create(name, days):
        url = sqs.create_queue(QueueName=name)["QueueUrl"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"MessageRetentionPeriod": str(days * DAY)})
        return url

    def with_safety_net(service):
        url, dead = create(f"{prefix}-{service}-q", days=1), create(f"{prefix}-lost-by-{service}", days=4)
        arn = "arn:aws:sqs:us-east-1:123456789012:" + dead.split("/")[-1]
        sqs.set_queue_attributes(
            QueueUrl=url,
            Attributes={
                "VisibilityTimeout": str(max(10 * function_timeout, 60)),
                "ReceiveMessageWaitTimeSeconds": str(20),
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": "9"}),
            },
        )
        return url

    return {"sales": with_safety_net("sales"), "communication": with_safety_net("communication")}
