import json


def accept(payment, table, sqs, queue_url, clients):
    """Take the payment in; return {"statusCode": 202, "requestId": ...} before any service was asked."""
    request_id = payment["idempotencyKey"]
    if "Item" not in table.get_item(Key={"requestId": request_id}):
        sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
        table.put_item(Item={"requestId": request_id, "status": "ACCEPTED"})
    return {"statusCode": 202, "requestId": request_id}


def work(table, sqs, queue_url, clients):
    """Do what one receive hands over."""
    found = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)
    for message in found.get("Messages", []):
        payment = json.loads(message["Body"])
        if status(payment["idempotencyKey"], table)["status"] == "ACCEPTED":
            row = {"requestId": payment["idempotencyKey"], "status": "DONE"}
            for service in ("customer", "sales", "communication"):
                try:
                    clients[service](payment)
                except Exception:
                    row |= {"status": "FAILED", "reason": f"{service} failed"}
                    break
            table.put_item(Item=row)
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])


def status(request_id, table):
    """Return how a request stands: {"status": "ACCEPTED"}, "DONE", or "FAILED" with a "reason"."""
    row = table.get_item(Key={"requestId": request_id}).get("Item", {"status": "ACCEPTED"})
    return {name: value for name, value in row.items() if name != "requestId"}
