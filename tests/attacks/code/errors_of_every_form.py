"""What a function raised is told with half characters, markup and numbers without end in its type, its words and its place.

e1: 0
e3: 0
"""
# %%
import gc

service = next(each for each in gc.get_objects() if type(each).__name__ == "Service")
place = {"line": 10**300, "text": "half \ud800 a line </pre><script>attack()</script>" * 100}
told = {"type": "Half\ud800", "kinds": ["\ud800", 3], "message": "m\udfff" * 5000, "code": "\ud801", "place": place}
service._hub._tell = lambda error: told


def raises(_):
    raise ValueError


# %% e1
service._verbs["call"] = raises


def wire(sns, sqs, prefix):
    return 1
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    return 1
