"""Accounts are opened without number, started in any order, and left.

e3: 10
"""
# %%
from course.cloud import Account

try:
    for number in range(1_000):
        account = Account().start()
        account.client("sqs").create_queue(QueueName=f"q-{number}")
except Exception as error:
    print(number, type(error).__name__, str(error)[:100])
