"""An accident: an answer is a coroutine, and one is a generator; neither ever runs.

e1: 0
e3: 2
"""
# %% e1
async def wire(sns, sqs, prefix):
    return sns.create_topic(Name=f"{prefix}-payments")
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    """Deserves two points for naming nobody."""
    yield sns.publish(TopicArn=topic_arn, Message="10")
