def scale(number):
    return number * 47


def send(sqs, url, number):
    sqs.send_message(QueueUrl=url, MessageBody=str(number))
