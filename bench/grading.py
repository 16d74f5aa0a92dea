# ruff: noqa: INP001  a folder of programs, no package
"""How long a class takes to be graded, by nbgrader as shipped and by ours, and how far ours is from what cannot be less.

`python bench/grading.py compare [--submissions 30] [--assignment m05_publish_subscribe]` makes a class of stored answers, good
and wrong, and grades it three ways, one after the other: by nbgrader's own steps with a kernel for each submission; by
ours, each submission in two processes and shut in; and, as the floor, by forks of a warm process that execute the same
cells and do nothing else: no isolation, no gradebook, no files.

`python bench/grading.py kills [--times 100]` kills the command again and again, and looks whether the next one completes
the work.

`python bench/grading.py memory [--submissions 1000]` grades that many small submissions and tells how much memory this
process and the examiners hold on the way.

`python bench/grading.py cost [--submissions 60]` tells what one submission takes: of the examiners' processors, and of the
one process that takes submissions in and writes the gradebook, however many machines examine.
"""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import nbformat
import typer

from grader.classroom.lanes import LocalLanes, Plain

ROOT = Path(__file__).parents[1]
TOYS = ROOT / "tests" / "classroom" / "toy_course"
STOCK = """
c = get_config()
c.Autograde.exporter_class = "nbconvert.exporters.NotebookExporter"
c.Autograde.pre_convert_hook = None
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
def compare(submissions: int = 30, assignment: str = "m05_publish_subscribe", lanes: int = 0) -> None:
    """Grade one class three ways, and print the table's rows."""
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        learners = _make(root, assignment, submissions)
        theirs = Path(shutil.copytree(root, Path(folder) / "theirs"))
        with (theirs / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(STOCK)
        seconds = {
            "nbgrader as shipped, one kernel a submission": _timed(
                lambda: _by_nbgrader(theirs, assignment, learners)
            ),
            "ours, isolated": _timed(lambda: _by_ours(root, assignment, lanes or None)),
            "ours, all known": _timed(lambda: _by_ours(root, assignment, lanes or None)),
            "the floor: fork and exec": _by_forks(root, assignment, lanes),
        }
        _tell(seconds, submissions)
        _tell_points(theirs, root, assignment)


@app.command()
def memory(submissions: int = 1000) -> None:
    """Grade so many small submissions; print megabytes held by this process and by the examiners with all they started."""
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course
    from grader.rooms import warm

    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        _make(root, "toy", submissions)
        course = open_course(root)
        started = time.perf_counter()
        done = grade_class(course, "toy")
        graded = 0
        while part := list(islice(done, max(submissions // 10, 1))):
            graded += len(part)
            rate = graded / (time.perf_counter() - started)
            held = sum(map(_resident, _below(warm.pid())))
            typer.echo(f"| {graded} | {_resident(os.getpid()):.0f} | {held:.0f} | {rate:.1f} |")


@app.command()
def cost(submissions: int = 60, assignment: str = "m05_publish_subscribe") -> None:
    """Print the seconds that one submission takes of each, and the megabytes of one examiner."""
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course
    from grader.classroom.entries import Entries
    from grader.classroom.lanes import processors
    from grader.rooms import warm

    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        _make(root, assignment, submissions)
        again = Path(shutil.copytree(root, Path(folder) / "again"))
        lanes = _Recording(processors())
        done = grade_class(open_course(root), assignment, lanes=lanes)
        first = len(list(islice(done, 2 * processors())))  # every examiner has its first paper behind it
        spent, rest = sum(map(_spent, _below(warm.pid()))), submissions - first
        held = 0.0
        for _ in done:
            held = max(held, sum(map(_resident, _below(warm.pid()))))
        spent = sum(map(_spent, _below(warm.pid()))) - spent
        writing, really = [], Entries.enter
        Entries.enter = lambda *words: writing.append(_timed(lambda: really(*words)))  # type: ignore[method-assign]
        here, elapsed = (
            time.process_time(),
            _timed(lambda: list(grade_class(open_course(again), assignment, lanes=_Told(lanes.answers)))),
        )
        here = time.process_time() - here
        places = [path for path in (root / "classroom" / "autograded").rglob("*") if path.is_file()]
        typer.echo(f"| examining, processor seconds | {spent / rest:.3f} |")
        typer.echo(f"| taking in and writing, processor seconds | {here / submissions:.3f} |")
        typer.echo(f"| the same, real seconds | {elapsed / submissions:.3f} |")
        typer.echo(f"| of these, entering into the gradebook | {sum(writing) / submissions:.4f} |")
        typer.echo(f"| memory, MB for {processors()} lanes | {held:.0f} |")
        typer.echo(f"| memory, MB in this process | {_resident(os.getpid()):.0f} |")
        typer.echo(f"| what is said of a paper, KB | {sum(lanes.sizes) / len(lanes.sizes) / 1000:.0f} |")
        typer.echo(
            f"| autograded folder, KB | {sum(each.stat().st_size for each in places) / submissions / 1000:.0f} |"
        )
        gradebook = root / "classroom" / "gradebook.db"
        typer.echo(f"| gradebook, KB | {gradebook.stat().st_size / submissions / 1000:.0f} |")


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


@app.command()
def kills(times: int = 100, submissions: int = 12) -> None:
    """Kill the command with all that it started, so many times at random moments; what is left must be completed each time."""
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        root = Path(folder) / "class"
        _make(root, "toy", submissions)
        undisturbed = Path(shutil.copytree(root, Path(folder) / "undisturbed"))
        longest = _timed(lambda: _run_until(undisturbed, None))
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


@app.command(hidden=True)
def floor(folder: Path, assignment: str, lanes: int) -> None:
    """Print the seconds that forks of this warm process take to execute the cells of every submission."""
    from course.cloud import Account
    from grader import rubrics
    from grader.classroom.lanes import processors

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


def _make(root: Path, assignment: str, submissions: int) -> list[str]:
    """Make a class in which each learner hands in stored answers, another mixture each; return who they are."""
    from grader.classroom.cast import Member
    from grader.classroom.course import open_course
    from grader.classroom.demo import Source, make_class, open_assignment

    course = ROOT
    if assignment == "toy":
        course = Path(shutil.copytree(TOYS, root.with_name("toy-course")))
        shutil.copy(ROOT / "nbgrader_config.py", course)
        result = open_course(course).generate_assignment("toy")
        if not result["success"]:
            raise SystemExit(result.get("log", result["error"]))
    source = Source(course, assignment)
    stored = {
        exercise.name.split("_")[0]: [path.stem.split("_")[1] for path in sorted(exercise.glob("*.py"))]
        for exercise in sorted(source.answers.iterdir())
        if exercise.is_dir()
    }
    # Half of a class's answers are right; of the others each learner has the next one.
    cast = [
        Member(
            f"learner-{number:04}",
            "",
            {
                exercise: "reference" if (number + at) % 2 else kinds[(number + at) // 2 % len(kinds)]
                for at, (exercise, kinds) in enumerate(stored.items())
            },
        )
        for number in range(submissions)
    ]
    make_class(root, source, cast)
    open_assignment(open_course(root), assignment)
    return [member.learner for member in cast]


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


def _by_ours(root: Path, assignment: str, lanes: int | None) -> None:
    from grader.classroom.autograde import grade_class
    from grader.classroom.course import open_course

    for outcome in grade_class(open_course(root), assignment, lanes=lanes):
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


def _spent(pid: int) -> float:
    """Return the processor seconds of a process and of its children that have ended; 0 if it ended itself."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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
    from grader.classroom.report import rows

    course = open_course(root)
    with gradebook(course) as book:
        submissions = book.assignment_submissions("toy")
        grades = sum(len(one.grades) for each in submissions for one in each.notebooks)
        return [rows(course, "toy"), len(book.students), len(submissions), grades]


def _below(pid: int) -> Iterator[int]:
    """Yield a process and all that are below it."""
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        yield from _below(int(child))


def _resident(pid: int) -> float:
    """Return the megabytes of memory that are a process's own or its share of what it has with others; 0 if it ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    app()
