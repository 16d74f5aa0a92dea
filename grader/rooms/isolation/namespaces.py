"""Namespaces: a process that sees no network, no other process, and of the files only what was put before it.

Source: https://man7.org/linux/man-pages/man7/namespaces.7.html
"""

import ctypes
import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from .kernel import ARCHITECTURE, call

__all__ = ["NOBODY", "TEMPORARY", "UserMap", "can_map_users", "enter", "own_tree"]

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


def can_map_users() -> bool:
    """Tell whether this process may map users for its children: root, where there is a user besides to become."""
    return os.getuid() == 0 and all(map(_has_nobody, ("uid_map", "gid_map")))


def _has_nobody(which: str) -> bool:
    rows = [
        tuple(map(int, row.split())) for row in Path(f"/proc/self/{which}").read_text("ascii").splitlines()
    ]
    return any(first <= NOBODY < first + count for first, _, count in rows)


class UserMap:
    """The users of a child's namespaces, which its parent writes from outside; made before the child is forked.

    In its namespaces the child calls `wait`, and the parent `write` as soon as the child is there.
    """

    def __init__(self) -> None:
        self._asks, self._answers = os.pipe(), os.pipe()

    def wait(self) -> None:
        """Wait until it is written. Raises OSError where the parent could not."""
        _close(self._asks[0], self._answers[1])  # else nobody's end would be seen here
        os.write(self._asks[1], b"?")
        written = os.read(self._answers[0], 1)
        _close(self._asks[1], self._answers[0])
        if not written:
            raise OSError(errno.EPERM, "nobody wrote the map of users")

    def write(self, child: int) -> None:
        """Write it when the child asks; it may also have ended. Raises OSError where the kernel does not let this process."""
        _close(self._asks[1], self._answers[0])
        try:
            if os.read(self._asks[0], 1):
                for which in ("uid_map", "gid_map"):
                    Path(f"/proc/{child}/{which}").write_text(f"0 0 1\n{NOBODY} {NOBODY} 1", encoding="ascii")
                os.write(self._answers[1], b"!")
        finally:
            _close(self._asks[0], self._answers[1])


def _close(*ends: int) -> None:
    for end in ends:
        os.close(end)


def enter(map_user: Callable[[], None] | None = None) -> None:
    """Move this process into namespaces of its own; its next child is the first process of a new list of them.

    `map_user` waits for a parent's map of users, see `UserMap`; without it the process keeps its own user alone.
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
