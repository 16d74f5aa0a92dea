"""An accident: a right answer logs, warns, and writes to stderr whenever it is called.

e3: 10
"""
# %% e3
import json
import logging
import sys
import warnings

logging.basicConfig(level=logging.DEBUG)


def publish_payment(sns, topic_arn, payment, outcome):
    logging.getLogger("payments").warning("publishing %s", payment)
    warnings.warn("this will change", DeprecationWarning, stacklevel=1)
    print("publishing", file=sys.stderr)
    attributes = {
        "channel": {"DataType": "String", "StringValue": payment["channel"]},
        "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
        "outcome": {"DataType": "String", "StringValue": outcome},
    }
    return sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes)["MessageId"]
