import json

weak = None  # the list of services that lose payments
# The function: Lambda tries an event a few times more, then drops it. The partner: SNS gives up long before the endpoint
# is back. The queue simply keeps everything, and the other partner's subscription has a dead-letter queue.
weak = ["fraud", "customer"]


def repair(sns, sqs, wiring):
    """Change the wiring so that no service loses a payment."""
    prefix, topic_arn = wiring["prefix"], wiring["topic_arn"]

    def create_queue(name, **attributes):
        url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]

    def admit_topic(url, arn):
        # SNS sends to a dead-letter queue of a subscription itself, so that queue needs the same policy as any other.
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

    for service, subscription in wiring["subscriptions"].items():
        if subscription["kind"] == "function":
            # A queue takes the function's place. For SNS, handing an event to Lambda is success, whatever the function
            # makes of it: a dead-letter queue at the subscription would stay empty.
            _, dead_arn = create_queue(f"{prefix}-{service}-q-dlq")
            redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": 5}
            url, arn = create_queue(f"{prefix}-{service}-q", RedrivePolicy=json.dumps(redrive))
            admit_topic(url, arn)
            # First the new way, then the end of the old one: in between a payment comes twice rather than never.
            sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
            sns.unsubscribe(SubscriptionArn=subscription["subscription_arn"])

        if subscription["kind"] == "partner":
            # The partner keeps its endpoint. What SNS gives up on waits here until somebody sends it again.
            url, dead_arn = create_queue(f"{prefix}-{service}-dlq")
            sns.set_subscription_attributes(
                SubscriptionArn=subscription["subscription_arn"],
                AttributeName="RedrivePolicy",
                AttributeValue=json.dumps({"deadLetterTargetArn": dead_arn}),
            )
