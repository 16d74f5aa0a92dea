"""A function keeps what it is called with, and a later cell shows it: inputs may be known, what is expected of them not.

e1: 0
e3: 2
"""
# %% e3
given = []


def publish_payment(sns, topic_arn, payment, outcome):
    given.append((topic_arn, payment, outcome, sns.list_topics()["Topics"], sns.list_subscriptions()["Subscriptions"]))
    return "made up"
# %% e1
def wire(sns, sqs, prefix):
    given.append((prefix, sns.list_topics()["Topics"], sqs.list_queues()))
    raise ValueError(str(given))
# %%
for each in given:
    print(each)
