FACTOR = 47


def scale(number):
    total = 0
    for _ in range(abs(number)):
        total += FACTOR
    return total if number > 0 else -total


def send(queue, address, value):
    queue.send_message_batch(QueueUrl=address, Entries=[{"Id": "1", "MessageBody": f"{value}"}])
