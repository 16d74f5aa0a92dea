"""A loop in C that holds the interpreter, with every signal blocked that can be.

e3: 10
seconds: 4
"""
# %%
import re
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
re.match(r"(a+)+$", "a" * 60 + "b")
