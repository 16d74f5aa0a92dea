# ruff: noqa: INP001, T201  a folder of programs, no package; it prints
"""What one learner takes of a machine: memory and processor time of a kernel in each lesson and its solved exercises.

python bench/learner.py            # all modules, on Linux; some minutes
python bench/learner.py m05 m13    # these

`most` is the kernel's largest resident memory; `own` what it would give back to the machine (its private pages) after
the last cell; `address` its largest address space, which a limit has to leave; `busy` its processor seconds.
"""

import os
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from course.syllabus import syllabus

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"lesson": "course/lessons/{0}.ipynb", "exercises": "solutions/{0}/{0}.ipynb"}
HEAD = f"{'module':<8}{'notebook':<12}{'most MB':>9}{'own MB':>9}{'address MB':>12}{'busy s':>9}{'took s':>9}"


class Watched(NotebookClient):
    """A client that looks at its kernel after the last cell, before the kernel is shut down."""

    async def async_execute_cell(self, cell: NotebookNode, cell_index: int, **options: Any) -> NotebookNode:
        """Run a cell, and look at the kernel."""
        done = await super().async_execute_cell(cell, cell_index, **options)
        if cell_index == len(self.nb.cells) - 1:
            self.seen = seen(self.km.provisioner.pid)
        return done


def seen(pid: int) -> tuple[float, float, float, float]:
    """Return megabytes at most, of its own and of addresses, and processor seconds, of a running process."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    own = sum(int(line.split()[1]) for line in rollup if line.startswith("Private_"))
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    busy = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return (
        *(int(status[name].split()[0]) / 1000 for name in ("VmHWM",)),
        own / 1000,
        int(status["VmPeak"].split()[0]) / 1000,
        busy,
    )


def main(wanted: list[str]) -> None:
    """Print a line for each notebook."""
    print(HEAD)
    for module in syllabus().ready:
        if wanted and module.id not in wanted:
            continue
        for kind, place in KINDS.items():
            path = ROOT / place.format(module.stem)
            client = Watched(
                nbformat.read(path, as_version=4), timeout=300, resources={"metadata": {"path": str(ROOT)}}
            )
            started = time.perf_counter()
            client.execute()
            took = time.perf_counter() - started
            most, own, address, busy = client.seen
            print(
                f"{module.id:<8}{kind:<12}{most:>9.0f}{own:>9.0f}{address:>12.0f}{busy:>9.1f}{took:>9.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
