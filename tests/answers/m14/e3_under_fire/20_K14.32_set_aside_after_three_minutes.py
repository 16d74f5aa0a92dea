# The reference, but a message is set aside after five attempts, 30 seconds apart.
patient = fan_out


def fan_out(settings):
    topic = patient(settings)
    sqs = boto3.client("sqs", region_name=settings["region"])
    for service in ("customer", "sales", "communication"):
        queue = f"{settings['prefix']}-{service}-q"
        redrive = {"deadLetterTargetArn": arn(settings, "sqs", f"{queue}-dlq"), "maxReceiveCount": 5}
        sqs.set_queue_attributes(
            QueueUrl=sqs.get_queue_url(QueueName=queue)["QueueUrl"],
            Attributes={"VisibilityTimeout": "30", "RedrivePolicy": json.dumps(redrive)},
        )
    return topic
