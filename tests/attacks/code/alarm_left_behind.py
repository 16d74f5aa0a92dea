"""An alarm is set that goes off in a later exercise, and timers of the processor's time.

e1: 10
e3: 10
"""
# %%
import signal

signal.setitimer(signal.ITIMER_REAL, 0.05)
# %%
signal.setitimer(signal.ITIMER_VIRTUAL, 0.01)
signal.setitimer(signal.ITIMER_PROF, 0.01)
signal.alarm(1)
