"""A further thread speaks aside while the examiner works: it starts and stops accounts, turns clocks, calls functions, asks within what it is asked.

e1: 0
e3: 4
"""
# %%
import gc
import threading

hub = next(each for each in gc.get_objects() if type(each).__name__ == "Hub")


def asides():
    for _ in range(40):
        for content in (
            {"does": "new", "value": 1},
            {"does": "start", "account": 0},
            {"does": "advance", "account": 0, "value": 10},
            {"does": "stop", "account": 0},
            {"does": "spawn", "account": 0, "value": [{"$": "mine", "number": 1, "kind": "function", "name": "x"}, "x"]},
            {"does": "settle", "account": 0, "value": None},
        ):
            try:
                hub._ask_aside("account", content)
            except Exception as error:
                pass
        for verb, content in (("sleep", 5), ("call", {"function": 1, "arguments": [], "named": {}}), ("elapsed", None)):
            try:
                hub._ask_aside(verb, content)
            except Exception:
                pass
# %% e1
def wire(sns, sqs, prefix):
    thread = threading.Thread(target=asides)
    thread.start()
    for number in range(40):
        sqs.create_queue(QueueName=f"{prefix}-{number}")
    thread.join()
    return {}
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    thread = threading.Thread(target=asides)
    thread.start()
    thread.join()
    sns.publish(TopicArn=topic_arn, Message="{}")
    return 1
