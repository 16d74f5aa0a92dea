"""`travel` of `time_machine`, which turns the clock of a whole process.

`time_machine` looks for pytest, to offer it a fixture. Where pytest is installed, that takes longer than all else that is
loaded with it, at the start of each kernel; so it does not find it here, unless it is there already.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["travel"]


@contextmanager
def _not_found(name: str) -> Iterator[None]:
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # by which an import ends in an ImportError
    try:
        yield
    finally:
        del sys.modules[name]


with _not_found("pytest"):
    from time_machine import travel
