"""Namespaces: a process that sees no network, no other process, and of the files only what was put before it.

Source: https://man7.org/linux/man-pages/man7/namespaces.7.html
"""

import ctypes
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from .kernel import ARCHITECTURE, call

__all__ = ["NOBODY", "TEMPORARY", "enter", "own_tree"]

NOBODY = 65534
MOST_FILES = 20_000
TEMPORARY = Path("/tmp")  # noqa: S108  one of its own: a function may write there on AWS, too
_USER, _NET, _MOUNT, _PID, _IPC, _UTS = 0x10000000, 0x40000000, 0x20000, 0x20000000, 0x08000000, 0x04000000
_BIND, _RECURSIVE, _PRIVATE, _REMOUNT = 4096, 16384, 1 << 18, 32
_READ_ONLY, _NO_SUID, _NO_DEVICES = 1, 2, 4
_DETACH = 2
# The tree grows over one of these, of which nothing is needed; outside nobody sees it, and nothing is left behind.
_HIDDEN = (Path("/mnt"), Path("/media"), Path("/sys"))
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}


def enter(map_user: Callable[[], None] | None = None) -> None:
    """Move this process into namespaces of its own; its next child is the first process of a new list of them.

    `map_user` lets a privileged parent write the map of users; without it the process keeps its own user alone.
    Raises OSError where the kernel does not let it.
    """
    user, group = os.getuid(), os.getgid()
    call("unshare", _USER | _NET | _MOUNT | _PID | _IPC | _UTS)
    if map_user:
        map_user()
        return
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def own_tree(readable: Iterable[Path], home: Path, megabytes: int) -> None:
    """Make a tree of files of these places alone, each at its own path, and go and live in it. Call it after `enter`.

    Only `home` and `TEMPORARY` can be written: they are empty and in memory, have so much room each, and are gone with the
    last process in them. Raises OSError.
    """
    root = next(place for place in _HIDDEN if place.is_dir())
    _mount(None, Path("/"), _RECURSIVE | _PRIVATE)
    _mount("tmpfs", root, _NO_SUID | _NO_DEVICES, kind="tmpfs", options="size=1m,mode=755")
    # Before all others, some of which may lie in it.
    _mount_room(root / str(TEMPORARY).lstrip("/"), megabytes, mode=1777)
    for place in sorted(set(readable)):
        _bind(place, root, _READ_ONLY | _NO_SUID)
    _mount_room(root / str(home).lstrip("/"), megabytes, mode=700)
    old = root / ".old"
    old.mkdir()
    os.chdir(root)
    call("syscall", _PIVOT_ROOT[ARCHITECTURE], b".", b".old")
    os.chdir("/")
    call("umount2", b"/.old", _DETACH)
    Path("/.old").rmdir()
    _mount(None, Path("/"), _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEVICES)


def _mount_room(place: Path, megabytes: int, mode: int) -> None:
    place.mkdir(parents=True, exist_ok=True)
    room = f"size={megabytes}m,nr_inodes={MOST_FILES},mode={mode}"
    _mount("tmpfs", place, _NO_SUID | _NO_DEVICES, kind="tmpfs", options=room)


def _bind(place: Path, root: Path, flags: int) -> None:
    if not place.exists():
        return
    target = root / str(place).lstrip("/")
    if place.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    _mount(str(place), target, _BIND | _RECURSIVE)
    _mount(None, target, _BIND | _REMOUNT | flags | _kept(target))


def _kept(place: Path) -> int:
    """Return the flags that a mount has already: in a namespace they cannot be taken off."""
    found = os.statvfs(place).f_flag
    pairs = (
        (os.ST_NOSUID, _NO_SUID),
        (os.ST_NODEV, _NO_DEVICES),
        (os.ST_NOEXEC, 8),
        (os.ST_RDONLY, _READ_ONLY),
    )
    return sum(flag for seen, flag in pairs if found & seen)


def _mount(
    source: str | None, target: Path, flags: int, *, kind: str | None = None, options: str | None = None
) -> None:
    def text(value: str | None) -> ctypes.c_char_p:
        return ctypes.c_char_p(None if value is None else value.encode())

    call("mount", text(source), text(str(target)), text(kind), ctypes.c_ulong(flags), text(options))
