"""What is returned changes while it is looked at, by threads and by its own methods.

e3: 2
"""
# %%
import threading


class Changing(dict):
    def items(self):
        self[len(self)] = self
        return super().items()

    def __getitem__(self, key):
        self[len(self)] = key
        return "MessageId"


shared = Changing(a=1)
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    def change():
        for number in range(3_000):
            shared[number % 100] = list(range(number % 100))
            shared.pop(number % 50, None)

    threading.Thread(target=change, daemon=True).start()
    return shared
