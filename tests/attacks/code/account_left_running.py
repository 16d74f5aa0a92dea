"""Answers open accounts of their own, leave them running, and stop those that are not theirs.

e1: 0
e3: 2
"""
# %% e1
from course.cloud import Account

opened = []


def wire(sns, sqs, prefix):
    opened.append(Account().start())
    opened.append(Account().start())
    opened[0].stop()
    return {"topic_arn": sns.create_topic(Name=f"{prefix}-payments")["TopicArn"], "queue_urls": {}}
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    for account in opened:
        account.stop()
    account = Account().start()
    account.clock.advance(10**6)
    return "in another account"
