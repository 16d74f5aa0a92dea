"""The kernel is asked for what would lead out: users, namespaces, mounts, tracing, devices, the terminal, modules.

e3: 10
"""
# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
attempts = {
    "setuid": lambda: os.setuid(0),
    "setresuid": lambda: os.setresuid(0, 0, 0),
    "setgroups": lambda: os.setgroups([0]),
    "chroot": lambda: os.chroot("."),
    "unshare": lambda: libc.unshare(0x10000000),
    "clone": lambda: libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0),
    "mount proc": lambda: libc.mount(b"proc", b"/mnt", b"proc", 0, None),
    "mount bind": lambda: libc.mount(b"BAIT_FILE", b"/dev/null", None, 4096, None),
    "umount": lambda: libc.umount2(b"/", 2),
    "ptrace": lambda: libc.ptrace(16, EXAMINER_PID, 0, 0),
    "handles": lambda: libc.syscall(304, -100, None, 0),
    "mknod": lambda: os.mknod("disk", 0o60666, os.makedev(8, 0)),
    "keyctl": lambda: libc.syscall(250, 0, -3, 1),
    "bpf": lambda: libc.syscall(321, 0, None, 0),
    "io_uring": lambda: libc.syscall(425, 1, None),
    "pidfd": lambda: os.pidfd_open(EXAMINER_PID),
    "priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, -20),
    "terminal": lambda: open("/dev/tty"),
    "typing": lambda: __import__("fcntl").ioctl(0, 0x5412, b"x"),
    "capabilities": lambda: libc.prctl(47, 2, 21, 0, 0),
    "hostname": lambda: __import__("socket").sethostname("left-behind"),
    "limits": lambda: __import__("resource").setrlimit(__import__("resource").RLIMIT_NPROC, (10**6, 10**6)),
    "x32": lambda: print("32-bit calls are not tried: they end the process"),
}
for name, attempt in attempts.items():
    try:
        print(name, attempt(), ctypes.get_errno())
    except (OSError, ValueError) as error:
        print(name, error)
