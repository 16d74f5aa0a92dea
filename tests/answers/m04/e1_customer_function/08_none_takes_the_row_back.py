import json
from decimal import Decimal


def handler(event, table, sqs, queue_url):
    """Store the payment, tell sales, return the receipt."""
    table.put_item(Item={**event, "amount": Decimal(str(event["amount"]))})
    details = {name: event[name] for name in ("paymentId", "customerId", "amount")}
    try:
        sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(details))
    except Exception:
        table.delete_item(Key={"paymentId": event["paymentId"]})
        raise
    return {"paymentId": event["paymentId"], "status": "TAKEN"}
