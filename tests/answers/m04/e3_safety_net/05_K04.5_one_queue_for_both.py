import json


def create_queues(sqs, prefix, function_timeout):
    """Create the queues of sales and communication; return {service: url}."""
    max_receive_count = 9
    urls = {}
    for service in ("sales", "communication"):
        name = f"{prefix}-sales-q"
        dead_url = sqs.create_queue(
            QueueName=f"{name}-dlq", Attributes={"MessageRetentionPeriod": str(14 * 24 * 3600)}
        )["QueueUrl"]
        found = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])
        redrive = {
            "deadLetterTargetArn": found["Attributes"]["QueueArn"],
            "maxReceiveCount": max_receive_count,
        }
        attributes = {
            "VisibilityTimeout": str(6 * function_timeout),
            "ReceiveMessageWaitTimeSeconds": "20",
            "RedrivePolicy": json.dumps(redrive),
        }
        urls[service] = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return urls
