import json

import boto3


def claimed(table, key):
    try:
        table.put_item(Item=key, ConditionExpression="attribute_not_exists(paymentId)")
        return True
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        return False


def processed(record, table, offer):
    try:
        payment = json.loads(record["body"])
        key = {"paymentId": payment["paymentId"]}
    except (ValueError, KeyError, TypeError):
        return False
    if not claimed(table, key):
        return True
    try:
        offer(payment)
    except Exception:
        table.delete_item(Key=key)
        return False
    return True


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    return {
        "batchItemFailures": [
            {"itemIdentifier": record["messageId"]}
            for record in event.get("Records", [])
            if not processed(record, table, offer)
        ]
    }
