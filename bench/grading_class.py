# ruff: noqa: INP001  a folder of programs, no package
"""A class of stored answers for the benchmarks of grading: half of them right, each learner another mixture."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import jupytext
import nbformat

__all__ = ["ROOT", "make_bench_class", "timed"]

ROOT = Path(__file__).parents[1]
PROBLEMS = Path(__file__).parent / "problems"
TOYS = ROOT / "tests" / "classroom" / "toy_course"


def make_bench_class(root: Path, assignment: str, submissions: int) -> list[str]:
    """Make a class in which each learner hands in stored answers, another mixture each; return who they are.

    Besides the course's own assignments there are ``problems``, four that need some calls to the account each and are
    graded by plain cells, and ``toy``, two functions that need none.
    """
    from grader.classroom.cast import Member
    from grader.classroom.course import open_course
    from grader.classroom.demo import Source, make_class, open_assignment

    others = {"problems": _copy_problems, "toy": _copy_toys}
    course = ROOT
    if assignment in others:
        course = root.with_name(f"{assignment}-course")
        others[assignment](course)
        shutil.copy(ROOT / "nbgrader_config.py", course)
        result = open_course(course).generate_assignment(assignment)
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


def _copy_problems(course: Path) -> None:
    shutil.copytree(PROBLEMS / "answers", course / "tests" / "answers" / "problems")
    notebook = course / "solutions" / "problems" / "problems.ipynb"
    notebook.parent.mkdir(parents=True)
    made = jupytext.read(PROBLEMS / "problems.py", fmt="py:percent")
    made.metadata.kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    del made.metadata["jupytext"]
    nbformat.write(made, notebook)


def _copy_toys(course: Path) -> None:
    shutil.copytree(TOYS, course)


def timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
