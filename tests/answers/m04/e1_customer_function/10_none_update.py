import json
from decimal import Decimal


def handler(event, table, sqs, queue_url):
    """Store the payment, tell sales, return the receipt."""
    fields = [name for name in event if name != "paymentId"]
    table.update_item(
        Key={"paymentId": event["paymentId"]},
        UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in fields),
        ExpressionAttributeNames={f"#{name}": name for name in fields},
        ExpressionAttributeValues={
            f":{name}": Decimal(str(event[name])) if name == "amount" else event[name] for name in fields
        },
    )
    message = dict(paymentId=event["paymentId"], customerId=event["customerId"], amount=event["amount"])
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(message))
    return dict(status="TAKEN", paymentId=event["paymentId"])
