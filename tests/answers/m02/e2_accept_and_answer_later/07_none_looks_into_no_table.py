import json


def accept(payment, table, sqs, queue_url, clients):
    """Take the payment in; return {"statusCode": 202, "requestId": ...} before any service was asked."""
    request_id = "request-" + payment["idempotencyKey"]
    try:
        table.put_item(
            Item={"requestId": request_id, "status": "ACCEPTED"},
            ConditionExpression="attribute_not_exists(requestId)",
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        pass
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps({"requestId": request_id, "payment": payment}))
    return {"statusCode": 202, "requestId": request_id}


def work(table, sqs, queue_url, clients):
    """Do what lies in the queue, until it is empty; note in the table how each request ended."""
    while messages := sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            told = json.loads(message["Body"])
            if told:
                ended = {"status": "DONE"}
                for service in ("customer", "sales", "communication"):
                    try:
                        clients[service](told["payment"])
                    except Exception as error:
                        ended = {"status": "FAILED", "reason": f"{service}: {error}"}
                        break
                table.put_item(Item={"requestId": told["requestId"], **ended})
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])


def status(request_id, table):
    """Return how a request stands: {"status": "ACCEPTED"}, "DONE", or "FAILED" with a "reason"."""
    row = table.get_item(Key={"requestId": request_id})["Item"]
    return {name: row[name] for name in ("status", "reason") if name in row}
