"""seccomp: calls of the kernel that a submission has no honest use for are refused.

A filter is a small program that the kernel runs at each call. It looks at the number of the call and, for `clone`, `kill`
and `prctl`, at an argument. Pairs of sockets can be had, and sockets that reach somebody else cannot: a server of this
machine listens on a file or a name as well. Memory that is no process's own is refused because no limit counts it, and
queues and semaphores because they outlive whoever made them. Source: https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import struct

from .kernel import ARCHITECTURE, prctl

__all__ = ["filter_calls", "program"]

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _FIRST = 0, 4, 16  # offsets in what the filter sees
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000  # the same calls by another way, on x86-64
_NEW_NAMESPACES = 0x7E020080

# Call -> its numbers on x86-64 and on arm64.
_REFUSED = {
    "socket": (41, 198),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "reboot": (169, 142),
    "io_uring_setup": (425, 425),
    "pidfd_getfd": (438, 438),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
}
# Landlock has no word for the owner, the mode, the times and the attributes of a file: without a tree of files of its own
# a submission could change those of the gradebook. Only the ways by a path: an open file is one that it may reach.
_REFUSED_BESIDE_OTHERS = {
    "chmod": (90, None),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
}
# Of somebody else's process, which the first argument names, a user may change these; of one's own it is nought.
_REFUSED_TO_OTHERS = {
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_KILL_CALL = {"x86_64": 62, "aarch64": 129}
_EVERYBODY, _ONESELF = 0xFFFFFFFF, 0
_PRCTL = {"x86_64": 157, "aarch64": 167}
_OUTLIVE_PARENT = 1
_CLONE3 = {"x86_64": 435, "aarch64": 435}

Step = tuple[int, int, int, int]  # code, jump if true, jump if false, value


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def filter_calls(*, beside_others: bool = False) -> None:
    """Refuse these calls to this process and all that it starts, for good. Raises OSError where that cannot be.

    `beside_others`: other people's files can be seen from here.
    """
    if ARCHITECTURE not in _AUDIT:
        raise OSError(errno.ENOSYS, "there is no list of calls for this kind of processor")
    steps = program(ARCHITECTURE, beside_others=beside_others)
    content = b"".join(struct.pack("HBBI", *step) for step in steps)
    prctl(_NO_NEW_PRIVILEGES, 1)
    found = _Program(len(steps), content)
    prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(found))


def program(architecture: str, *, beside_others: bool = False) -> list[Step]:
    """Return the filter for `x86_64` or `aarch64`; see `filter_calls`."""
    index = list(_AUDIT).index(architecture)
    refuse = _REFUSE | errno.EPERM
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, _AUDIT[architecture]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if architecture == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    refused = {**_REFUSED, **(_REFUSED_BESIDE_OTHERS if beside_others else {})}
    for number in (numbers[index] for numbers in refused.values()):
        if number is not None:
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, refuse)]
    # What cannot be looked at (its arguments are in memory) does not exist: libc then uses the older call.
    steps += [(_EQUAL, 0, 1, _CLONE3[architecture]), (_RETURN, 0, 0, _REFUSE | errno.ENOSYS)]
    steps += _where(_CLONE[architecture], (_ANY_BIT, 0, 1, _NEW_NAMESPACES), refuse)
    steps += _where(_KILL_CALL[architecture], (_EQUAL, 0, 1, _EVERYBODY), refuse)
    steps += _where(_PRCTL[architecture], (_EQUAL, 0, 1, _OUTLIVE_PARENT), refuse)
    if beside_others:
        for numbers in _REFUSED_TO_OTHERS.values():
            steps += _where(numbers[index], (_EQUAL, 1, 0, _ONESELF), refuse)
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _where(number: int, unless: Step, refuse: int) -> list[Step]:
    """Refuse the call `number` where its first argument says so; else go on with the number of the call at hand."""
    return [
        (_EQUAL, 0, 4, number),
        (_LOAD, 0, 0, _FIRST),
        unless,
        (_RETURN, 0, 0, refuse),
        (_LOAD, 0, 0, _NUMBER),
    ]
