"""A thread polls the account for ever while the exercises are graded.

e3: 10
"""
# %%
import threading
import boto3


def poll():
    while True:
        try:
            boto3.client("sqs").receive_message(QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/q", WaitTimeSeconds=20)
        except Exception:
            pass


threading.Thread(target=poll, daemon=True).start()
