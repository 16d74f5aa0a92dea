def scale(number):
    return number * 47


def send(sqs, url, number):
    raise ValueError(number)
