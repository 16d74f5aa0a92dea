"""The examiner is flooded with questions whose answers nobody reads.

e3: 10
seconds: 5
"""
# %%
import gc

line = next(each for each in gc.get_objects() if type(each).__name__ == "Wire")
while True:
    line.send({"ask": "x" * 1_000, "verb": "elapsed", "content": [[], {}, None] * 100})
