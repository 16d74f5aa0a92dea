import json


def publish_payment(sns, topic_arn, payment, outcome):
    """Publish a payment and its outcome to the topic; return the message's id."""
    answer = sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(payment),
        MessageAttributes={
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            "outcome": {"DataType": "String"},
            # A number travels as text; its data type is what makes filters compare it as a number.
            "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
        },
    )
    # No try: if SNS refuses, payments has to know.
    return answer["MessageId"]
