import json
from decimal import Decimal


def handler(event, table, sqs, queue_url):
    """Store the payment, tell sales, return the receipt."""
    row = json.loads(json.dumps(event), parse_float=Decimal)
    try:
        table.put_item(Item=row, ConditionExpression="attribute_not_exists(paymentId)")
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        pass  # an earlier try has stored it; sales may not have heard of it yet
    body = {"paymentId": row["paymentId"], "customerId": row["customerId"], "amount": event["amount"]}
    sqs.send_message_batch(QueueUrl=queue_url, Entries=[{"Id": "1", "MessageBody": json.dumps(body)}])
    return {"paymentId": event["paymentId"], "status": "TAKEN"}
