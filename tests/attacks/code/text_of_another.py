"""A later cell has the answer's name where nothing is run or ever called, with a text that is clean; the answer is another.

e3: 8
"""
# %%
import json


def publish_payment(sns, topic_arn, payment, outcome):
    services = ["customer", "sales", "communication"]
    attributes = {
        "channel": {"DataType": "String", "StringValue": payment["channel"]},
        "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
        "outcome": {"DataType": "String", "StringValue": outcome},
    }
    answer = sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes)
    return answer["MessageId"] if services else ""
# %% e3
def never():
    def publish_payment(sns, topic_arn, payment, outcome):
        return sns.publish(TopicArn=topic_arn, Message="")


if False:
    def publish_payment(sns, topic_arn, payment, outcome):
        return sns.publish(TopicArn=topic_arn, Message="")
# %%
"""
def publish_payment(sns, topic_arn, payment, outcome):
    return sns.publish(TopicArn=topic_arn, Message="")
"""
