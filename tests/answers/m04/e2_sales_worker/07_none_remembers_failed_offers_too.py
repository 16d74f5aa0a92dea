import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    failures = []
    for record in event["Records"]:
        try:
            payment = json.loads(record["body"])
            key = {"paymentId": payment["paymentId"]}
            if "Item" not in table.get_item(Key=key):
                table.put_item(Item=key)
                offer(payment)
        except Exception:
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
