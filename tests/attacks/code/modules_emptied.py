"""Every module is taken out of sys.modules and the path is emptied; what was right before stays right.

e3: 10
"""
# %%
import sys

kept = dict(sys.modules)
sys.path.clear()
sys.meta_path.clear()
sys.path_hooks.clear()
# %% e3
import json


def publish_payment(sns, topic_arn, payment, outcome):
    attributes = {
        "channel": {"DataType": "String", "StringValue": payment["channel"]},
        "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
        "outcome": {"DataType": "String", "StringValue": outcome},
    }
    return sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes)["MessageId"]
