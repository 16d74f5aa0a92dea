QUEUE = "numbers" + "-q"


def scale(number):
    return number * 47


def send(sqs, url, number):
    sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName=QUEUE)["QueueUrl"], MessageBody=str(number))
