# ruff: noqa: INP001  a folder of programs, no package
"""Whether a run that is killed is completed by the next one.

`python bench/grading_kills.py [--times 100]` kills the command with all that it started, at random moments, again and
again, and compares what is in the gradebook in the end with what an undisturbed run leaves.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import typer
from grading_class import ROOT, make_bench_class, timed

app = typer.Typer(add_completion=False)


@app.command()
def kills(times: int = 100, submissions: int = 12) -> None:
    """Kill the command with all that it started, so many times at random moments; what is left must be completed each time."""
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        make_bench_class(root, "toy", submissions)
        undisturbed = Path(shutil.copytree(root, Path(folder) / "undisturbed"))
        longest = timed(lambda: _run_until(undisturbed, None))
        expected = _all_that_is_known(undisturbed)
        killed, rounds, chance = 0, 0, random.Random(0)
        while killed < times:
            rounds += 1
            disturbed = Path(shutil.copytree(root, Path(folder) / f"round-{rounds}"))
            while _run_until(disturbed, chance.uniform(0, 1.2 * longest)):
                killed += 1
            if _all_that_is_known(disturbed) != expected:
                raise SystemExit(
                    f"round {rounds} ended otherwise than an undisturbed run; {killed} kills so far"
                )
            shutil.rmtree(disturbed)
        typer.echo(f"{killed} kills in {rounds} rounds; each round ended like an undisturbed run")


def _run_until(root: Path, seconds: float | None) -> bool:
    """Grade by the command; tell whether it had to be killed, with all that it started, after so many seconds."""
    words = [sys.executable, "-m", "grader", "autograde", "toy"]
    with subprocess.Popen(
        words,
        cwd=root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as run:
        try:
            if run.wait(seconds):
                raise SystemExit(f"the command ended with code {run.returncode}")
        except subprocess.TimeoutExpired:
            _kill_session(run.pid)
            return True
    return False


def _kill_session(session: int) -> None:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getsid(int(folder.name)) == session:
                os.kill(int(folder.name), signal.SIGKILL)


def _all_that_is_known(root: Path) -> list[object]:
    """Return the report of a class, and how many rows of each kind the gradebook has."""
    from grader.classroom.course import gradebook, open_course
    from grader.classroom.rows import rows

    course = open_course(root)
    with gradebook(course) as book:
        submissions = book.assignment_submissions("toy")
        grades = sum(len(one.grades) for each in submissions for one in each.notebooks)
        return [rows(course, "toy"), len(book.students), len(submissions), grades]


if __name__ == "__main__":
    app()
