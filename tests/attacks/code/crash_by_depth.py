"""Recursion goes so deep that the stack of the process ends before Python's own limit does.

e1: 0
e3: 10
"""
# %% e1
import sys


class Deep:
    def __getattr__(self, name):
        return getattr(self, name)


def wire(sns, sqs, prefix):
    sys.setrecursionlimit(10**9)
    return Deep().queue_urls
