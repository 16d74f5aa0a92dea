"""A function keeps what it is called with, and tells it in its errors, its results, its prints and a later cell.

e1: 0
e3: 2
"""
# %% e3
given = []


def publish_payment(sns, topic_arn, payment, outcome):
    given.append((topic_arn, payment, outcome, sns.list_topics()["Topics"], sns.list_subscriptions()["Subscriptions"]))
    print(given)
    return str(given)
# %% e1
def wire(sns, sqs, prefix):
    given.append((prefix, sns.list_topics()["Topics"], sqs.list_queues()))
    print(given)
    raise ValueError(str(given))
# %%
for each in given:
    print(each)
