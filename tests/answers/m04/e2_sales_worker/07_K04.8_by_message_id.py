import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    failures = []
    for record in event["Records"]:
        try:
            payment = json.loads(record["body"])
            payment["paymentId"]
            key = {"paymentId": record["messageId"]}
            if "Item" not in table.get_item(Key=key):
                offer(payment)
                table.put_item(Item=key)
        except Exception:
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
