"""A daemon asks the kernel not to end with its parent, leaves the session, and stays.

e3: 10
"""
# %%
import ctypes
import os
import time

libc = ctypes.CDLL(None)
print(libc.prctl(1, 0, 0, 0, 0))
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        libc.prctl(1, 0, 0, 0, 0)
        while True:
            time.sleep(1)
    os._exit(0)
