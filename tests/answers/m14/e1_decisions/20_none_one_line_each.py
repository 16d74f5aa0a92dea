record = """
door       receipt       api              long      twice     same-key
start      asynchronous  execution        own-time  half      retry
bank       synchronous   function         result    late      timeout
manager    callback      queue            person    late      timeout
fact       publish       topic            many      down      buffer
worker     asynchronous  queue            own-time  bad-item  dead-letter
recording  publish       bus              long      down      retry
monthly    batch         distributed-map  items     bad-item  tolerance
personal   publish       bus              privacy   twice     same-key
alarm      asynchronous  bus              unseen    hidden    each-failure
N-67       synchronous   api              answer    flood     throttle
N-48       receipt       stream           own-time  bad-item  dead-letter
"""
fields = ("style", "service", "reason", "risk", "answer")
decisions = {
    code: dict(zip(fields, words)) for code, *words in (line.split() for line in record.strip().splitlines())
}
