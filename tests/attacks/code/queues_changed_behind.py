"""A thread changes queues and topics while the examiner looks at them.

e3: 0
"""
# %% e3
import threading
import boto3


def publish_payment(sns, topic_arn, payment, outcome):
    def change():
        queues = boto3.client("sqs")
        while True:
            for url in queues.list_queues().get("QueueUrls", []):
                queues.purge_queue(QueueUrl=url)

    threading.Thread(target=change, daemon=True).start()
    raise ValueError("nothing was published")
