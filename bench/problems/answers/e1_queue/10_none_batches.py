def send_all(sqs, url, payments):
    for first in range(0, len(payments), 10):
        entries = [
            {"Id": str(at), "MessageBody": json.dumps(payment)}
            for at, payment in enumerate(payments[first : first + 10])
        ]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
