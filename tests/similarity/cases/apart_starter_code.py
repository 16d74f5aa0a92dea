# of: e1_fan_out/00_none_untouched.py
import json


def wire(sns, sqs, prefix):
    """Create topic, queues and subscriptions; return {"topic_arn": ..., "queue_urls": {service: url}}."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
