"""What a user's server and kernels hold of the machine, and how long their processors were busy."""

import os
from pathlib import Path

from .hub import processes

__all__ = ["HEAD", "held"]

HEAD = ("When", "Processes", "Server, MB", "Kernels, MB", "All, MB", "Processor, s")


def held(when: str, user: str) -> tuple[str, int, int, int, int, str]:
    """Return a row of the table: megabytes are proportional (PSS), what several share is divided between them."""
    server = kernels = 0.0
    busy = 0.0
    running = processes(user)
    for pid, words in running.items():
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        size = next(int(line.split()[1]) / 1000 for line in rollup if line.startswith("Pss:"))
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        busy += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        if "ipykernel" in words:
            kernels += size
        else:
            server += size
    return when, len(running), round(server), round(kernels), round(server + kernels), f"{busy:.1f}"
