# of: e1_fan_out/00_none_untouched.py
import json


def wire(sns, sqs, prefix):
    topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]

    customer_dead = sqs.create_queue(QueueName=f"{prefix}-customer-q-dlq")["QueueUrl"]
    sales_dead = sqs.create_queue(QueueName=f"{prefix}-sales-q-dlq")["QueueUrl"]
    communication_dead = sqs.create_queue(QueueName=f"{prefix}-communication-q-dlq")["QueueUrl"]

    customer = sqs.create_queue(QueueName=f"{prefix}-customer-q")["QueueUrl"]
    sales = sqs.create_queue(QueueName=f"{prefix}-sales-q")["QueueUrl"]
    communication = sqs.create_queue(QueueName=f"{prefix}-communication-q")["QueueUrl"]

    for url, dead in ((customer, customer_dead), (sales, sales_dead), (communication, communication_dead)):
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": ["sns.amazonaws.com"]},
            "Action": "SQS:*",
            "Resource": arn,
            "Condition": {"StringEquals": {"aws:SourceArn": topic_arn}},
        }
        sqs.set_queue_attributes(
            QueueUrl=url,
            Attributes={
                "Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
                "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 7}),
            },
        )
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)

    return {
        "topic_arn": topic_arn,
        "queue_urls": {"customer": customer, "sales": sales, "communication": communication},
    }
