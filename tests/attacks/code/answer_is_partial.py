"""An accident: an answer is no plain function but a method of an object, inside of a partial.

e3: 10
"""
# %% e3
import functools
import json


class Publisher:
    def __init__(self, names):
        self.names = names

    def publish(self, kinds, sns, topic_arn, payment, outcome):
        values = {**payment, "outcome": outcome}
        attributes = {name: {"DataType": kinds[name], "StringValue": str(values[name])} for name in self.names}
        return sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes)["MessageId"]


kinds = {"channel": "String", "amount": "Number", "outcome": "String"}
publish_payment = functools.partial(Publisher(list(kinds)).publish, kinds)
