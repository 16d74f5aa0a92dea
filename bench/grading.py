# ruff: noqa: INP001  a folder of programs, no package
"""How long a class takes to be graded, by nbgrader as shipped and by ours, and how far ours is from what cannot be less.

`python bench/grading.py compare [--submissions 30] [--assignment m07_orchestration]` makes a class of stored answers, good and
wrong, and grades it three ways, one after the other: by nbgrader's own steps with a kernel for each submission; by ours,
each submission in two processes and shut in; and, as the floor, by forks of a warm process that execute the same cells and
do nothing else: no isolation, no gradebook, no files. ``problems`` are four small ones that need some calls to the account
each, ``toy`` two that need none, and any assignment of the course can be named.

`python bench/grading.py modules [--submissions 30] [--by-nbgrader 3]` does the first two for each module of the course, the
slow one for the first few learners only.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import typer
from grading_class import ROOT, make_bench_class, timed

from grader.classroom.lanes import processors

STOCK = """
c = get_config()
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Execute.timeout = 60
"""

app = typer.Typer(add_completion=False)


@app.command()
def compare(submissions: int = 30, assignment: str = "m07_orchestration", lanes: int = 0) -> None:
    """Grade one class three ways, and print the table's rows."""
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        learners = make_bench_class(root, assignment, submissions)
        theirs = _as_shipped(root, Path(folder) / "theirs")
        seconds = {
            "nbgrader as shipped, one kernel a submission": timed(
                lambda: _by_nbgrader(theirs, assignment, learners)
            ),
            "ours, isolated": timed(lambda: _by_ours(root, assignment, lanes)),
            "ours, all known": timed(lambda: _by_ours(root, assignment, lanes)),
            "the floor: fork and exec": _by_forks(root, assignment, lanes),
        }
        _tell(seconds, submissions)
        _tell_points(theirs, root, assignment)


@app.command()
def modules(submissions: int = 30, by_nbgrader: int = 3, lanes: int = 0) -> None:
    """Grade a class of each module in two ways, and print a row for each: seconds a submission, and their ratio."""
    from course.syllabus import syllabus

    for module in syllabus().ready:
        with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
            root = Path(folder) / "class"
            learners = make_bench_class(root, module.stem, submissions)
            theirs = _as_shipped(root, Path(folder) / "theirs")
            few = learners[:by_nbgrader]
            stock = timed(lambda: _by_nbgrader(theirs, module.stem, few)) / len(few)  # noqa: B023  called at once
            ours = timed(lambda: _by_ours(root, module.stem, lanes)) / submissions  # noqa: B023
            typer.echo(f"| `{module.id}` | {stock:.2f} | {ours:.3f} | {stock / ours:.1f} |")


@app.command(hidden=True)
def floor(folder: Path, assignment: str, lanes: int) -> None:
    """Print the seconds that forks of this warm process take to execute the cells of every submission."""
    from course.cloud import Account
    from grader import rubrics

    with contextlib.redirect_stdout(None), Account() as account:
        for exercise in rubrics.ids():
            rubrics.exercise(exercise)
        for service in ("dynamodb", "events", "lambda", "s3", "sns", "sqs"):
            account.client(service)
        account.client("sqs").list_queues()
        account.client("sns").list_topics()
    os.environ["COURSE_GRADING"] = "full"
    started = time.perf_counter()
    free = lanes or processors()
    for path in sorted((folder / "classroom" / "submitted").glob(f"*/{assignment}/*.ipynb")):
        if not free:
            os.wait()
            free += 1
        if os.fork() == 0:
            _execute(path)
        free -= 1
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    typer.echo(time.perf_counter() - started)


def _as_shipped(root: Path, to: Path) -> Path:
    """Return a copy of a class of which nbgrader does everything itself."""
    shutil.copytree(root, to)
    with (to / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(STOCK)
    return to


def _by_nbgrader(root: Path, assignment: str, learners: list[str]) -> None:
    from grader.classroom.course import open_course, without_database_warnings

    course = open_course(root)
    os.environ["COURSE_GRADING"] = "full"
    for learner in learners:
        os.environ["COURSE_LEARNER"] = learner  # a variant's values are this learner's
        with without_database_warnings():
            result = course.autograde(assignment, learner)
        if not result["success"]:
            raise SystemExit(result.get("log", result["error"]))
    for name in ("COURSE_GRADING", "COURSE_LEARNER"):
        del os.environ[name]


def _by_ours(root: Path, assignment: str, lanes: int) -> None:
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course

    for outcome in grade_class(open_course(root), assignment, lanes=lanes or processors()):
        if outcome.error:
            raise SystemExit(f"{outcome.learner}: {outcome.error}")


def _by_forks(root: Path, assignment: str, lanes: int) -> float:
    words = [sys.executable, __file__, "floor", str(root), assignment, str(lanes)]
    done = subprocess.run(
        words, check=True, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    return float(done.stdout)


def _execute(path: Path) -> None:
    """Execute the cells of a notebook one after the other, and end this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.environ["COURSE_LEARNER"] = path.parts[-3]
    names = {"__name__": "__main__"}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            with contextlib.suppress(Exception):
                exec(cell.source, names)  # noqa: S102  it is what is measured
    os._exit(0)


def _tell(seconds: dict[str, float], submissions: int) -> None:
    longest = next(iter(seconds.values()))
    for what, each in seconds.items():
        typer.echo(
            f"| {what} | {each:.1f} | {each / submissions:.2f} | {submissions / each:.2f} | {longest / each:.1f} |"
        )


def _tell_points(theirs: Path, ours: Path, assignment: str) -> None:
    from grader.classroom.course import gradebook, open_course

    totals = []
    for root in (theirs, ours):
        with gradebook(open_course(root)) as book:
            totals.append({one.student_id: one.score for one in book.assignment_submissions(assignment)})
    differ = sorted(one for one in totals[0] if totals[0][one] != totals[1].get(one))
    typer.echo(
        f"the same points by both for {len(totals[0]) - len(differ)} of {len(totals[0])}; not for {differ}"
    )


if __name__ == "__main__":
    app()
