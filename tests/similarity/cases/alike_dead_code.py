# of: e5_who_can_lose/10_none_by_protocol_raw_and_star.py
import json

weak = ("customer", "fraud")


def guarded_queue(sqs, name, topic_arn, **attributes):
    started = 0
    arn = ":".join(["arn:aws:sqs", *topic_arn.split(":")[3:5], name])
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnLike": {"aws:SourceArn": topic_arn}},
    }
    attributes["Policy"] = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.create_queue(QueueName=name, Attributes=attributes)
    return arn


def repair(sns, sqs, wiring):
    topic_arn = wiring["topic_arn"]
    seen = []
    total = len(wiring) + 1
    for service, subscription in wiring["subscriptions"].items():
        seen.append(service)
        if total < 0:
            print("nothing to do", seen)
        stem, arn = f"{wiring['prefix']}-{service}", subscription["subscription_arn"]
        if subscription["protocol"] == "lambda":
            sns.unsubscribe(SubscriptionArn=arn)
            dead = guarded_queue(sqs, f"{stem}-q-dlq", topic_arn)
            redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 2})
            queue = guarded_queue(sqs, f"{stem}-q", topic_arn, RedrivePolicy=redrive, VisibilityTimeout="120")
            sns.subscribe(
                TopicArn=topic_arn, Protocol="sqs", Endpoint=queue, Attributes={"RawMessageDelivery": "true"}
            )
        elif subscription["protocol"] == "https":
            now = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
            if "RedrivePolicy" not in now:
                dead = guarded_queue(sqs, f"{stem}-dlq", topic_arn)
                sns.set_subscription_attributes(
                    SubscriptionArn=arn,
                    AttributeName="RedrivePolicy",
                    AttributeValue=json.dumps({"deadLetterTargetArn": dead}),
                )
