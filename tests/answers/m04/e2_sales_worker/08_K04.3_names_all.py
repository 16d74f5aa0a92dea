import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    failed = False
    for record in event["Records"]:
        try:
            payment = json.loads(record["body"])
            key = {"paymentId": payment["paymentId"]}
            if "Item" not in table.get_item(Key=key):
                offer(payment)
                table.put_item(Item=key)
        except Exception:
            failed = True
    return {"batchItemFailures": [{"itemIdentifier": each["messageId"]} for each in event["Records"] if failed]}
