import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    for record in event["Records"]:
        payment = json.loads(record["body"])
        key = {"paymentId": payment["paymentId"]}
        if "Item" not in table.get_item(Key=key):
            offer(payment)
            table.put_item(Item=key)
    return {"batchItemFailures": []}
