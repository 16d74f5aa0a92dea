import json
import uuid


def accept(payment, table, sqs, queue_url, clients):
    """Take the payment in; return {"statusCode": 202, "requestId": ...} before any service was asked."""
    request_id = str(uuid.uuid5(uuid.NAMESPACE_URL, payment["idempotencyKey"]))
    body = json.dumps([request_id, payment])
    sqs.send_message_batch(QueueUrl=queue_url, Entries=[{"Id": "1", "MessageBody": body}])
    return {"requestId": request_id, "statusCode": 202}


def work(table, sqs, queue_url, clients):
    """Do what lies in the queue, until it is empty; note in the table how each request ended."""
    while True:
        found = sqs.receive_message(QueueUrl=queue_url)
        if "Messages" not in found:
            return
        (message,) = found["Messages"]
        request_id, payment = json.loads(message["Body"])
        if status(request_id, table) == {"status": "ACCEPTED"}:
            row = {"requestId": request_id, "status": "DONE"}
            current = "customer"
            try:
                clients[current](payment)
                current = "sales"
                clients[current](payment)
                current = "communication"
                clients[current](payment)
            except Exception:
                row |= {"status": "FAILED", "reason": current + " failed"}
            table.put_item(Item=row)
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])


def status(request_id, table):
    """Return how a request stands: {"status": "ACCEPTED"}, "DONE", or "FAILED" with a "reason"."""
    row = table.get_item(Key={"requestId": request_id}).get("Item")
    return row or {"status": "ACCEPTED"}
