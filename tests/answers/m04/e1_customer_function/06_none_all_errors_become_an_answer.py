import json
from decimal import Decimal


def handler(event, table, sqs, queue_url):
    """Store the payment, tell sales, return the receipt."""
    try:
        table.put_item(Item={**event, "amount": Decimal(str(event["amount"]))})
        details = {name: event[name] for name in ("paymentId", "customerId", "amount")}
        sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(details))
    except Exception as error:
        return {"paymentId": event["paymentId"], "status": "FAILED", "reason": str(error)}
    return {"paymentId": event["paymentId"], "status": "TAKEN"}
