def send_all(sqs, url, payments):
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(payments))
