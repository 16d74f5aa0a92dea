"""The collector is switched off, everything it knows is cleared, and finalizers ring when the process ends.

e3: 10
"""
# %%
import atexit
import gc
import os
import time
import weakref

gc.disable()
gc.set_threshold(0)
gc.callbacks.append(lambda *_: 1 / 0)


class Last:
    def __del__(self):
        time.sleep(10**6)


kept = Last()
kept.itself = kept
weakref.finalize(kept, os._exit, 7)
atexit.register(time.sleep, 10**6)
