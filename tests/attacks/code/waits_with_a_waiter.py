"""An accident: a waiter of boto3 polls for what will never be there, and a loop receives from an empty queue.

e1: 0
e3: 10
"""
# %% e1
import boto3


def wire(sns, sqs, prefix):
    url = sqs.create_queue(QueueName=prefix)["QueueUrl"]
    while not sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages"):
        pass
# %%
from course.cloud import Account

with Account():
    try:
        boto3.client("dynamodb").get_waiter("table_exists").wait(TableName="never")
    except Exception as error:
        print(type(error).__name__)
