"""Everybody is signalled: the parent, the session, the group, all processes, the examiner, numbers nearby.

e3: 10
"""
# %%
import os
import signal

own = {os.getpid(), os.getpgid(0)}
for pid in (os.getppid(), -1, -os.getppid() or -1, EXAMINER_PID, -EXAMINER_PID, *range(EXAMINER_PID - 40, EXAMINER_PID + 200)):
    if pid in own or pid == 0:
        continue
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGALRM):
        try:
            os.kill(pid, number)
            print("reached", pid)
        except OSError as error:
            last = error.errno
print(last)
