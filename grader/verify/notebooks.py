"""Proofs by whole notebooks: run as a class is graded, in two processes, and as a learner runs them, in a kernel.

A class is graded by what the released notebook is with a learner's answers in it, so the solutions are put there, too.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.rubrics import AUTHOR
from grader.self_check import kernel
from grader.self_check.master import restored_file
from grader.self_check.outcomes import Outcome

from .material import Course
from .proof import Proof

__all__ = ["notebooks"]

KINDS = (("exercises", "0 points, untouched"), ("solutions", "full points"))
TWO_PROCESSES, KERNEL = "two processes", "a kernel"


def notebooks(course: Course, module: str, exercises: list[str], *, kernels: bool = True) -> Iterator[Proof]:
    """Prove that a module's released notebook scores 0 kindly and its solution notebook full, without any stderr.

    Both are run in two processes, and with `kernels` in a kernel, too, which has to report the same.
    """
    for kind, wanted in KINDS:
        path = course.notebook(kind, module)
        place = path.relative_to(course.root).as_posix()
        notebook = nbformat.read(path, as_version=4)
        as_handed_in = restored_file(path, course.root / "exercises").notebook
        found = {
            way: run(notebook if way == KERNEL else as_handed_in)
            for way, run in _ways(kernels=kernels).items()
        }
        for way, outcomes in found.items():
            for exercise in exercises:
                yield _graded(exercise, kind, wanted, f"{place} in {way}", outcomes)
            yield _clean(module, f"{place} in {way}", outcomes)
        if len(found) > 1:
            for exercise in exercises:
                yield _alike(exercise, place, found)


def _ways(*, kernels: bool) -> Mapping[str, Callable[[NotebookNode], list[Outcome]]]:
    """Return, by name, how notebooks are run. A machine that cannot fork has no examiner, and a kernel in its place."""
    forks = hasattr(os, "fork")
    in_two = {TWO_PROCESSES: _in_two_processes} if forks else {}
    return in_two | ({KERNEL: _in_a_kernel} if kernels or not forks else {})


def _in_two_processes(notebook: NotebookNode) -> list[Outcome]:
    from grader.self_check import two_processes

    return two_processes.ran(notebook, AUTHOR)[0]


def _in_a_kernel(notebook: NotebookNode) -> list[Outcome]:
    return kernel.ran(notebook, AUTHOR, strict=True)


def _graded(exercise: str, kind: str, wanted: str, place: str, outcomes: list[Outcome]) -> Proof:
    found = _of(exercise, outcomes)
    outcome = found[0] if len(found) == 1 else None
    holds = outcome is not None and _is(outcome, kind)
    said = f"{outcome.points} points\n{outcome.text}" if outcome else f"{len(found)} reports for {exercise}"
    claim = f"{place} scores {wanted}"
    return Proof(
        exercise, "notebooks", claim, holds, place, said, wanted, "Mend the notebook's text or the rubric."
    )


def _clean(module: str, place: str, outcomes: list[Outcome]) -> Proof:
    trouble = [f"{each.name}: {each.error or each.stderr}" for each in outcomes if each.error or each.stderr]
    return Proof(
        module,
        "notebooks",
        f"every cell of {place} runs and writes nothing to stderr",
        not trouble,
        place,
        "; ".join(trouble),
        "no error and nothing on stderr",
        "Mend the cells in the text notebook.",
    )


def _alike(exercise: str, place: str, found: Mapping[str, list[Outcome]]) -> Proof:
    """Prove that whoever runs the grade cell in a notebook is told what the class's grading finds."""
    graded, shown = ([_said(each) for each in _of(exercise, found[way])] for way in (TWO_PROCESSES, KERNEL))
    return Proof(
        exercise,
        "notebooks",
        f"a kernel reports of {place} what two processes report",
        graded == shown,
        place,
        f"in {TWO_PROCESSES} {graded}, in {KERNEL} {shown}",
        "the same points and the same report",
        "Mend the rubric: it must see in both an answer's behaviour and its source alone.",
    )


def _of(exercise: str, outcomes: list[Outcome]) -> list[Outcome]:
    return [each for each in outcomes if each.report and each.report["exercise"] == exercise]


def _said(outcome: Outcome) -> tuple[float | None, dict[str, Any] | None]:
    return outcome.points, outcome.report


def _is(outcome: Outcome, kind: str) -> bool:
    report = outcome.report or {}
    if kind == "exercises":
        return outcome.points == 0 and report["untouched"] is True
    return outcome.points is not None and outcome.points == float(report["maximum"])
