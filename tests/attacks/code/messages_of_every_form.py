"""Messages of no form are sent: not JSON, no object, half of one, without end, too deep, numbers that nobody can write.

e3: 0
seconds: 6
"""
# %%
import gc
import struct

line = next(each for each in gc.get_objects() if type(each).__name__ == "Wire")
# %% e3
contents = iter(
    [b"\xff\xfe", b"[1]", b"[" * 100_000, b'{"answer": 1e999}', b'{"ask": 1, "verb": ["aws"], "content": {}}', b'{"a": ' + b"9" * 9_000 + b"}"]
)


def publish_payment(sns, topic_arn, payment, outcome):
    content = next(contents)
    line._end.sendall(struct.pack(">I", len(content)) + content)
    return 10.0
