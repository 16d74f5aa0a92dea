"""Half a message is sent, and then nothing; the other half would never come.

e3: 10
seconds: 4
"""
# %%
import gc
import time

for each in gc.get_objects():
    if type(each).__name__ == "Wire":
        each._end.sendall(b"\x00\x00\xff\xff{")
time.sleep(0)
__import__("threading").Event().wait()
