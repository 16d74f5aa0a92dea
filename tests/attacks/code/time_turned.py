"""The clock is turned on while an answer is looked at: by sleeps, by programs left on the clock, by outages.

e1: 0
e3: 10
"""
# %% e1
import time


def wire(sns, sqs, prefix):
    time.sleep(50 * 86_400)
    return {}
