"""What this process needs to go on speaking, put back whenever code of the learner's has run.

A cell that breaks Python's builtins, or sets an alarm that would go off in a later exercise, harms itself and no other.
"""

import builtins
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["put_back_afterwards"]

SHALLOWEST = 1_000  # calls in each other, Python's own limit

_BUILTINS = builtins.__dict__.copy()


@contextmanager
def put_back_afterwards() -> Iterator[None]:
    """Let code of the learner's run in this block, and put back what it has taken."""
    try:
        yield
    finally:
        builtins.__dict__.update(_BUILTINS)
        sys.setrecursionlimit(max(sys.getrecursionlimit(), SHALLOWEST))
        for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
