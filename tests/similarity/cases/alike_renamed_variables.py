# of: e1_fan_out/10_none_spelled_out.py
import json


def wire(sns, sqs, prefix):
    hub = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]

    dlq_a = sqs.create_queue(QueueName=f"{prefix}-customer-q-dlq")["QueueUrl"]
    dlq_b = sqs.create_queue(QueueName=f"{prefix}-sales-q-dlq")["QueueUrl"]
    dlq_c = sqs.create_queue(QueueName=f"{prefix}-communication-q-dlq")["QueueUrl"]

    q_a = sqs.create_queue(QueueName=f"{prefix}-customer-q")["QueueUrl"]
    q_b = sqs.create_queue(QueueName=f"{prefix}-sales-q")["QueueUrl"]
    q_c = sqs.create_queue(QueueName=f"{prefix}-communication-q")["QueueUrl"]

    for address, failed in ((q_a, dlq_a), (q_b, dlq_b), (q_c, dlq_c)):
        own = sqs.get_queue_attributes(QueueUrl=address, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        target = sqs.get_queue_attributes(QueueUrl=failed, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        rule = {
            "Effect": "Allow",
            "Principal": {"Service": ["sns.amazonaws.com"]},
            "Action": "SQS:*",
            "Resource": own,
            "Condition": {"StringEquals": {"aws:SourceArn": hub}},
        }
        sqs.set_queue_attributes(
            QueueUrl=address,
            Attributes={
                "Policy": json.dumps({"Version": "2012-10-17", "Statement": [rule]}),
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 7}),
            },
        )
        sns.subscribe(TopicArn=hub, Protocol="sqs", Endpoint=own)

    return {
        "topic_arn": hub,
        "queue_urls": {"customer": q_a, "sales": q_b, "communication": q_c},
    }
