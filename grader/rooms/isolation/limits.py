"""How much of the machine a submission may use. Every POSIX system has these limits; no privilege is needed."""

from dataclasses import dataclass

__all__ = ["Limits", "limit"]

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one process: seconds of CPU, megabytes of address space and of one file, open files, processes of its user."""

    cpu: int = 120
    memory: int = 3072
    file: int = 64
    files: int = 256
    processes: int = 64


def limit(limits: Limits) -> None:
    """Bound this process and all that it starts. A bound that is lower already stays."""
    import resource  # not on Windows

    wanted = {
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_AS: limits.memory * MEGABYTE,
        resource.RLIMIT_FSIZE: limits.file * MEGABYTE,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (bound, bound))
