"""What the kernel keeps beyond a process is left behind: message queues, semaphores, named ones, locks, leases, timers, watches.

e3: 10
"""
# %%
import ctypes
import fcntl
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
attempts = {
    "msgget": lambda: libc.msgget(0x1eff, 0o1666),
    "semget": lambda: libc.semget(0x1eff, 1, 0o1666),
    "mq_open": lambda: libc.syscall(240, b"left-behind", os.O_CREAT | os.O_RDWR, 0o666, None),
    "shm_open": lambda: os.open("/dev/shm/left-behind", os.O_CREAT | os.O_RDWR),
    "lock": lambda: fcntl.flock(open(os.__file__), fcntl.LOCK_EX | fcntl.LOCK_NB),
    "lease": lambda: fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK),
    "inotify": lambda: libc.inotify_add_watch(libc.inotify_init(), b"/", 0xFFF),
    "priority of all": lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19),
    "affinity": lambda: os.sched_setaffinity(EXAMINER_PID, {0}),
    "prlimit": lambda: __import__("resource").prlimit(EXAMINER_PID, 7, (0, 0)),
    "process_madvise": lambda: libc.syscall(440, 0, 0, 0, 0, 0),
    "pidfd": lambda: os.pidfd_open(EXAMINER_PID),
    "kcmp": lambda: libc.syscall(312, 1, EXAMINER_PID, 0, 0, 0),
    "quota": lambda: libc.syscall(179, 0x80000200, b"/", 0, 0),
    "sync": lambda: os.sync(),
    "hostname": lambda: libc.sethostname(b"left-behind", 11),
    "clock": lambda: libc.syscall(227, 0, ctypes.byref((ctypes.c_long * 2)(0, 0))),
    "swap": lambda: libc.syscall(167, b"/x", 0),
    "syslog": lambda: libc.klogctl(3, ctypes.create_string_buffer(999), 999),
    "vhangup": lambda: libc.vhangup(),
    "acct": lambda: libc.acct(None),
    "personality": lambda: libc.personality(0x0040000),
    "landlock": lambda: libc.syscall(444, None, 0, 1),
    "io_setup": lambda: libc.syscall(206, 100_000, ctypes.byref(ctypes.c_long(0))),
    "timer": lambda: libc.syscall(222, 0, None, ctypes.byref(ctypes.c_int(0))),
    "vsock": lambda: __import__("socket").socket(40, 1),
    "netlink": lambda: __import__("socket").socket(16, 3),
}
for name, attempt in attempts.items():
    try:
        print(name, attempt(), ctypes.get_errno())
    except Exception as error:
        print(name, type(error).__name__, error)
