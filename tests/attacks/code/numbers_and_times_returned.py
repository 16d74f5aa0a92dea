"""Numbers, times and bytes of every size are returned, keyed, raised: signalling NaNs, dates with a zone that lies, a megabyte of digits.

e1: 0
e3: 4
"""
# %%
import datetime
from decimal import Decimal


class Zone(datetime.tzinfo):
    def utcoffset(self, _):
        raise SystemExit("10")

    tzname = dst = utcoffset


class Late(datetime.datetime):
    isoformat = lambda self, *_: "9" * 10_000_000


VALUES = []
for make in (
    lambda: Decimal("sNaN"), lambda: Decimal("1e999999"), lambda: Decimal("9" * 1_000_000), lambda: datetime.datetime.max, lambda: datetime.datetime(2025, 1, 1, tzinfo=Zone()),
    lambda: Late.max, lambda: datetime.time.max, lambda: datetime.timedelta.max, lambda: 1e400, lambda: 10**4000, lambda: 1j, lambda: b"\xff" * 1_000_000, lambda: memoryview(b"x"),
    lambda: range(10**9), lambda: {Decimal(1): 1, 1.5: 2, b"x": 3, (1, 2): 4, None: 5, True: 7, float("nan"): 8}, lambda: frozenset({frozenset({1.5, "x"})}),
    lambda: {"$": {"$": "dict"}}, lambda: "\ud83d", lambda: ..., lambda: type, lambda: (each for each in [1]), lambda: {2**61 - 1 + number * (2**61 - 1): 1 for number in range(9_000)},
    lambda: Decimal("1e-999999"), lambda: {Decimal("sNaN"): 1}, lambda: {Decimal("1e999999"): 1},
):
    VALUES.append(make)
count = iter(range(10**9))
# %% e1
def wire(sns, sqs, prefix):
    return {"topic_arn": f"arn:aws:sns:us-east-1:123456789012:{prefix}-payments", "queue_urls": [make() for make in VALUES if "tzinfo" not in make.__code__.co_names]}
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    sns.publish(TopicArn=topic_arn, Message="x")
    return VALUES[next(count) % len(VALUES)]()
