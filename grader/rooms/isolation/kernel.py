"""The calls of Linux that Python has no function for, by ctypes: no package to install, and no privilege asked here."""

import ctypes
import os
import platform
import sys

__all__ = ["ARCHITECTURE", "LINUX", "call", "prctl"]

LINUX = sys.platform == "linux"
ARCHITECTURE = {"x86_64": "x86_64", "AMD64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(
    platform.machine(), ""
)

_libc = ctypes.CDLL(None, use_errno=True) if LINUX else None


def call(name: str, *arguments: object) -> int:
    """Call a function of libc, and return what it returns. Raises OSError with the reason where that is negative."""
    if _libc is None:
        raise OSError(f"{name} is a call of Linux")
    result = int(getattr(_libc, name)(*arguments))
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def prctl(option: int, *values: int) -> int:
    """Call prctl with up to four further values."""
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return call("prctl", option, *padded)
