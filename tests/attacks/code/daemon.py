"""A process leaves its parent, its group and its session, and works on while others are graded.

e3: 10
"""
# %%
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            open("left-behind", "w").write(str(time.monotonic()))
            time.sleep(0.01)
    os._exit(0)
# %%
import subprocess

subprocess.Popen("nohup setsid sleep 1000 & disown; sleep 0.1", shell=True)
