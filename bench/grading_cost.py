# ruff: noqa: INP001  a folder of programs, no package
"""What grading one submission takes: processor time, memory, disk; and how memory goes over a thousand.

`python bench/grading_cost.py cost [--submissions 60]` tells what one submission takes: of the examiners' processors, and
of the one process that takes submissions in and writes the gradebook, however many machines examine.

`python bench/grading_cost.py memory [--submissions 1000]` grades that many small submissions and tells how many megabytes
this process and all examiners hold on the way. Both need Linux.
"""

import json
import os
import shutil
import tempfile
import time
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import typer
from grading_class import make_bench_class, timed

from grader.classroom.lanes import LocalLanes, Plain, processors
from grader.rooms import warm
from grader.rooms.isolation.tree import below

app = typer.Typer(add_completion=False)


@app.command()
def cost(submissions: int = 60, assignment: str = "m05_publish_subscribe") -> None:
    """Print the seconds that one submission takes of each, and the megabytes of one examiner."""
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course
    from grader.classroom.entries import Entries

    if submissions <= 2 * processors():
        raise typer.BadParameter(
            f"here more than {2 * processors()} are needed: the first of each examiner do not count"
        )
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        make_bench_class(root, assignment, submissions)
        again = Path(shutil.copytree(root, Path(folder) / "again"))
        lanes = _Recording(processors())
        done = grade_class(open_course(root), assignment, lanes=lanes)
        first = len(list(islice(done, 2 * processors())))  # every examiner has its first paper behind it
        before, rest = sum(map(spent, _examiners())), submissions - first
        held = 0.0
        for _ in done:
            held = max(held, sum(map(resident, _examiners())))
        used = sum(map(spent, _examiners())) - before
        writing, really = [], Entries.enter
        Entries.enter = lambda *words: writing.append(timed(lambda: really(*words)))  # type: ignore[method-assign]
        here, elapsed = (
            time.process_time(),
            timed(lambda: list(grade_class(open_course(again), assignment, lanes=_Told(lanes.answers)))),
        )
        here = time.process_time() - here
        places = [path for path in (root / "classroom" / "autograded").rglob("*") if path.is_file()]
        typer.echo(f"| examining, processor seconds | {used / rest:.3f} |")
        typer.echo(f"| taking in and writing, processor seconds | {here / submissions:.3f} |")
        typer.echo(f"| the same, real seconds | {elapsed / submissions:.3f} |")
        typer.echo(f"| of these, entering into the gradebook | {sum(writing) / submissions:.4f} |")
        typer.echo(f"| memory, MB for {processors()} lanes | {held:.0f} |")
        typer.echo(f"| memory, MB in this process | {resident(os.getpid()):.0f} |")
        typer.echo(f"| what is said of a paper, KB | {sum(lanes.sizes) / len(lanes.sizes) / 1000:.0f} |")
        typer.echo(
            f"| autograded folder, KB | {sum(each.stat().st_size for each in places) / submissions / 1000:.0f} |"
        )
        gradebook = root / "classroom" / "gradebook.db"
        typer.echo(f"| gradebook, KB | {gradebook.stat().st_size / submissions / 1000:.0f} |")


@app.command()
def memory(submissions: int = 1000) -> None:
    """Grade so many small submissions; print megabytes held by this process and by the examiners with all they started."""
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course

    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        make_bench_class(root, "toy", submissions)
        course = open_course(root)
        started = time.perf_counter()
        done = grade_class(course, "toy")
        graded = 0
        while part := list(islice(done, max(submissions // 10, 1))):
            graded += len(part)
            rate = graded / (time.perf_counter() - started)
            held = sum(map(resident, _examiners()))
            typer.echo(f"| {graded} | {resident(os.getpid()):.0f} | {held:.0f} | {rate:.1f} |")


class _Recording(LocalLanes):
    """Examiners of this machine, whose answers are kept by learner."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.answers: dict[object, Plain] = {}
        self.sizes: list[int] = []
        self._whose: dict[Future[Plain], object] = {}

    def submit(self, paper: Plain) -> Future[Plain]:
        future = super().submit(paper)
        self._whose[future] = paper["learner_id"]
        return future

    def answer(self, ready: Future[Plain]) -> Plain:
        said = self.answers[self._whose.pop(ready)] = super().answer(ready)
        self.sizes.append(len(json.dumps(said)))
        return said


class _Told(LocalLanes):
    """Nobody examines: what was answered for a learner is told again, at once."""

    def __init__(self, answers: dict[object, Plain]) -> None:
        super().__init__(1)
        self._answers = answers

    def submit(self, paper: Plain) -> Future[Plain]:
        future: Future[Plain] = Future()
        future.set_result(self._answers[paper["learner_id"]])
        return future


def spent(pid: int) -> float:
    """Return the processor seconds of a process and of its children that have ended; 0 if it ended itself."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _examiners() -> set[int]:
    """Return the warm process and all that are below it."""
    return {warm.pid(), *below(warm.pid())}


def resident(pid: int) -> float:
    """Return the megabytes of memory that are a process's own or its share of what it has with others; 0 if it ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    app()
