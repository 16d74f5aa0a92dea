# ruff: noqa: INP001  a folder of programs, no package
"""A class of stored answers for the benchmarks of grading: half of them right, each learner another mixture."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["ROOT", "make_bench_class", "timed"]

ROOT = Path(__file__).parents[1]
TOYS = ROOT / "tests" / "classroom" / "toy_course"


def make_bench_class(root: Path, assignment: str, submissions: int) -> list[str]:
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


def timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
