import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    failed = []
    for record in event["Records"]:
        try:
            payment = json.loads(record["body"])
            known = table.get_item(Key={"paymentId": payment["paymentId"]}).get("Item")
            if not known:
                offer(payment)
                table.put_item(Item={"paymentId": payment["paymentId"], "customerId": payment["customerId"]})
        except BaseException:
            failed.append(record["messageId"])
    if not failed:
        return None
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}
