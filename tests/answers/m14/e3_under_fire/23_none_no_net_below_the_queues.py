# The reference, but no queue has a dead-letter queue.
caught_below = fan_out


def fan_out(settings):
    topic = caught_below(settings)
    sqs = boto3.client("sqs", region_name=settings["region"])
    for service in ("customer", "sales", "communication"):
        url = sqs.get_queue_url(QueueName=f"{settings['prefix']}-{service}-q")["QueueUrl"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": ""})
    return topic
