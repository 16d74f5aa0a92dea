"""Runs a notebook in a kernel of its own, graded in full, and gathers what its grade cells said."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from grader.notebook import REPORT
from grader.rubrics import AUTHOR

from .material import Course
from .proof import Proof

__all__ = ["Outcome", "notebooks", "ran"]

TIMEOUT = 120


@dataclass(frozen=True)
class Outcome:
    """What became of a cell: its report and points where it graded, what it wrote to stderr, the error it ended in.

    `name` is the cell's grade_id, else its place; `report` is `Report.as_dict()`, `text` its twin.
    """

    name: str
    report: dict[str, Any] | None
    text: str
    points: float | None
    stderr: str
    error: str


def ran(path: Path, *, learner: str | None = None, strict: bool = False) -> list[Outcome]:
    """Run the notebook at `path` in a new kernel and return the outcome of each code cell.

    `learner` is who it is graded as; without, whoever learns here. Notes that it takes are thrown away.
    """
    notebook = nbformat.read(path, as_version=4)
    settings = {"COURSE_GRADING": "full"} | ({"COURSE_STRICT": "1"} if strict else {})
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as home:
        if learner is not None:
            settings |= {"COURSE_LEARNER": learner, "COURSE_HOME": home}
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            interrupt_on_timeout=True,
            allow_errors=True,
            kernel_name="python3",
            extra_arguments=[
                "--IPKernelApp.log_level=ERROR"
            ],  # its warnings are nothing to whoever reads this
            resources={"metadata": {"path": home}},
        )
        client.execute(env={**os.environ, **settings, "IPYTHONDIR": home})
    return [
        _outcome(number, cell) for number, cell in enumerate(notebook.cells, 1) if cell.cell_type == "code"
    ]


def notebooks(course: Course, module: str, exercises: list[str]) -> Iterator[Proof]:
    """Prove that a module's released notebook scores 0 kindly and its solution notebook full, without any stderr."""
    for kind, wanted in (("exercises", "0 points, untouched"), ("solutions", "full points")):
        path = course.notebook(kind, module)
        place = path.relative_to(course.root).as_posix()
        outcomes = ran(path, learner=AUTHOR, strict=True)
        for exercise in exercises:
            yield _graded(exercise, kind, wanted, place, outcomes)
        trouble = [
            f"{each.name}: {each.error or each.stderr}" for each in outcomes if each.error or each.stderr
        ]
        yield Proof(
            module,
            "notebooks",
            f"every cell of {place} runs and writes nothing to stderr",
            not trouble,
            place,
            "; ".join(trouble),
            "no error and nothing on stderr",
            "Mend the cells in the text notebook.",
        )


def _graded(exercise: str, kind: str, wanted: str, place: str, outcomes: list[Outcome]) -> Proof:
    found = [each for each in outcomes if each.report and each.report["exercise"] == exercise]
    outcome = found[0] if len(found) == 1 else None
    holds = outcome is not None and outcome.report is not None and _is(outcome, kind)
    said = f"{outcome.points} points\n{outcome.text}" if outcome else f"{len(found)} reports for {exercise}"
    claim = f"{place} scores {wanted}"
    return Proof(
        exercise, "notebooks", claim, holds, place, said, wanted, "Mend the notebook's text or the rubric."
    )


def _is(outcome: Outcome, kind: str) -> bool:
    report = outcome.report or {}
    if kind == "exercises":
        return outcome.points == 0 and report["untouched"] is True
    return outcome.points is not None and outcome.points == float(report["maximum"])


def _outcome(number: int, cell: NotebookNode) -> Outcome:
    shown = [each for each in cell.outputs if REPORT in each.get("data", {})]
    errors = [f"{each.ename}: {each.evalue}" for each in cell.outputs if each.output_type == "error"]
    results = [each for each in cell.outputs if each.output_type == "execute_result"]
    return Outcome(
        name=cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell {number}",
        report=shown[-1].data[REPORT] if shown else None,
        text=shown[-1].data.get("text/plain", "") if shown else "",
        points=_number(results[-1].data.get("text/plain", "")) if results else None,
        stderr="".join(each.text for each in cell.outputs if each.get("name") == "stderr"),
        error=errors[0] if errors else "",
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
