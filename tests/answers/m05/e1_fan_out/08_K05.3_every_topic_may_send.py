import json


def wire(sns, sqs, prefix):
    """Create topic, queues and subscriptions; return {"topic_arn": ..., "queue_urls": {service: url}}."""
    max_receive_count = 7

    topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    queue_urls = {}
    for service in ("customer", "sales", "communication"):
        name = f"{prefix}-{service}-q"

        # The dead-letter queue comes first: the queue refers to it.
        dead_url = sqs.create_queue(QueueName=f"{name}-dlq")["QueueUrl"]
        dead_arn = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": max_receive_count}
        url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

        # A queue refuses everybody but its owner until its policy says otherwise. The principal lets SNS in; the
        # condition keeps out the topics of other people, whose messages come from the same principal.
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "sns.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": arn,
                }
            ],
        }
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

        # A queue for each service: a queue hands a message to one reader, the topic gives every queue a copy.
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
        queue_urls[service] = url
    return {"topic_arn": topic_arn, "queue_urls": queue_urls}
