"""Loading for good, in a process that others are forked from: the collector of garbage leaves alone what was loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["loading"]


@contextmanager
def loading() -> Iterator[None]:
    """What a block loads stays for good.

    To look for garbage in it while it grows, again and again, takes a fifth of the time. And a fork shares memory with
    its parent until one of them writes, which the collector would do to all of it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
