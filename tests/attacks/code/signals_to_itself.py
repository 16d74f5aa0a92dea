"""The process signals itself: kill, abort, stop, a signal that ends it while it listens.

e3: 10
seconds: 4
"""
# %%
import os
import signal

for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGPIPE, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
    os.kill(os.getpid(), number)
# %%
os.kill(os.getpid(), signal.SIGSEGV)
# %%
os.abort()
# %%
os.kill(os.getpid(), signal.SIGSTOP)
