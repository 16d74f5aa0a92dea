import json

import boto3


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    sqs = boto3.client("sqs")
    failures = []
    for record in event["Records"]:
        name = record["eventSourceARN"].split(":")[-1]
        try:
            url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
            sqs.delete_message(QueueUrl=url, ReceiptHandle=record["receiptHandle"])
        except Exception:
            pass
        try:
            payment = json.loads(record["body"])
            key = {"paymentId": payment["paymentId"]}
            if "Item" not in table.get_item(Key=key):
                offer(payment)
                table.put_item(Item=key)
        except Exception:
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
