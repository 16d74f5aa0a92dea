"""Sleeps of every length: very long ones, negative ones, none at all, and what is no number.

e1: 0
e3: 10
"""
# %%
import time

for seconds in (-1, float("nan"), float("inf"), "3", None, 10**400):
    try:
        time.sleep(seconds)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__)
time.sleep(0)
# %% e1
def wire(sns, sqs, prefix):
    while True:
        time.sleep(10**6)
