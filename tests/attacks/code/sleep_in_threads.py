"""Threads sleep, wait for each other, and go on when their cell has ended.

e3: 10
"""
# %%
import threading
import time


def work():
    time.sleep(0.2)
    done.append(1)


done = []
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(done) == 8
# %% e3
import json


def publish_payment(sns, topic_arn, payment, outcome):
    answers = []

    def tell():
        time.sleep(0.01)
        attributes = {
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
            "outcome": {"DataType": "String", "StringValue": outcome},
        }
        try:
            answers.append(sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes))
        except Exception as error:
            answers.append(error)

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    if isinstance(answers[0], Exception):
        raise answers[0]
    return answers[0]["MessageId"]
