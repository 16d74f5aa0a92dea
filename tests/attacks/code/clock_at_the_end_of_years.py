"""The clock of an account that runs is turned to the end of all years, and beyond what a date can say.

e1: 10
e3: 10
"""
# %%
from course.cloud import Account

account = Account().start()
for seconds in (1e9, 1e11, 1e12, 2.4e11, 1e300):
    try:
        account.clock.advance(seconds)
        print(seconds, account.clock.elapsed)
    except Exception as error:
        print(seconds, type(error).__name__, str(error)[:100])
# %%
account = Account().start()
for seconds in (2.5e11, 1e13, 1e308):
    try:
        account.settle(seconds)
        print(account.now())
    except Exception as error:
        print(seconds, type(error).__name__, str(error)[:100])
# %%
import time
for seconds in (1e9, 2.5e11, 1e13, 1e308):
    try:
        time.sleep(seconds)
        print(time.time())
    except Exception as error:
        print(seconds, type(error).__name__, str(error)[:100])
