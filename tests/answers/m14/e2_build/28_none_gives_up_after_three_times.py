# The reference, but a message is given up after three receives.
right = fan_out


def fan_out(settings):
    """Give up early."""
    topic = right(settings)
    sqs = boto3.client("sqs", region_name=settings["region"])
    for service in ("customer", "sales", "communication"):
        queue = f"{settings['prefix']}-{service}-q"
        redrive = {"deadLetterTargetArn": arn(settings, "sqs", f"{queue}-dlq"), "maxReceiveCount": 3}
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(redrive)})
    return topic
