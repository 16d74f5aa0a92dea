"""Landlock: which files a process may reach, by a list that it gives itself and can never widen again.

Source: https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

from .kernel import call, prctl

__all__ = ["confine", "version"]

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION_WANTED = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

EXECUTE, WRITE, READ, LIST = 1, 2, 4, 8
_ALL_OF_FIRST = (1 << 13) - 1
# What later versions can forbid besides: to link across folders, to cut a file off, and device controls.
_ADDED = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_TCP_SINCE, _ALL_TCP = 4, 3
_SCOPES_SINCE, _ALL_SCOPES = 6, 3  # abstract sockets, signals
_OF_A_FILE = EXECUTE | WRITE | READ | (1 << 14) | (1 << 15)


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock that the kernel has, 0 where it has none."""
    try:
        return call("syscall", _CREATE, None, 0, _VERSION_WANTED)
    except OSError:
        return 0


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Leave this process, and all that it starts, only files in these places: to read and run, or to do anything with.

    TCP and signals to processes outside are forbidden where the kernel can. Raises OSError where there is no Landlock.
    """
    known = version()
    handled = _ALL_OF_FIRST | sum(right for since, right in _ADDED.items() if known >= since)
    rules = _Rules(
        handled,
        _ALL_TCP if known >= _TCP_SINCE else 0,
        _ALL_SCOPES if known >= _SCOPES_SINCE else 0,
    )
    size = 24 if known >= _SCOPES_SINCE else 16 if known >= _TCP_SINCE else 8
    ruleset = call("syscall", _CREATE, ctypes.byref(rules), size, 0)
    try:
        for places, rights in ((readable, EXECUTE | READ | LIST), (writable, handled)):
            for place in places:
                _allow(ruleset, place, rights & handled)
        prctl(_NO_NEW_PRIVILEGES, 1)
        call("syscall", _RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, place: Path, rights: int) -> None:
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return  # what is not there need not be reached
    try:
        if not place.is_dir():
            rights &= _OF_A_FILE
        beneath = _Beneath(rights, descriptor)
        call("syscall", _ADD, ruleset, _PATH_BENEATH, ctypes.byref(beneath), 0)
    finally:
        os.close(descriptor)
