"""What the examiner found, as the graded notebook keeps it: by exercise, part by part.

A report is data in the output of its grade cell. Only grade cells of the assignment are looked at: they run in the
examiner's process, and every other output of a notebook is a learner's.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from grader.checks import State
from grader.notebook import REPORT

from .marks import exercise_of, grade_id, is_graded
from .papers import reports_in

__all__ = ["Examined", "Part", "examined", "left_out"]


@dataclass(frozen=True)
class Part:
    """One part of an exercise. `state`: it held, it failed, or it was not looked at because another had failed."""

    name: str
    points: float
    earned: float
    state: State


@dataclass(frozen=True)
class Examined:
    """One exercise of one learner. `misconception` is the id of the one recognised, `hint` what was told about it.

    `untouched`: not begun. `defect`: the check itself broke.
    """

    exercise: str
    title: str
    points: float
    maximum: float
    parts: tuple[Part, ...] = ()
    misconception: str = ""
    hint: str = ""
    untouched: bool = False
    defect: str = ""

    @property
    def first_failed(self) -> str:
        """The name of the part that failed first, nothing where none did."""
        return next((part.name for part in self.parts if part.state == "failed"), "")


def examined(notebook: NotebookNode, exercises: Collection[str]) -> dict[str, Examined]:
    """Return what was found, by exercise (``e1``), of those among `exercises` that have a report."""
    found = ((name, report) for name, cell in _grade_cells(notebook, exercises) for report in _reports(cell))
    return {name: report for name, report in found if report.exercise.rpartition(".")[2] == name}


def left_out(notebook: NotebookNode, exercises: Collection[str]) -> dict[str, str]:
    """Return, by exercise, why its grade cell came to no points: those that ended in an error."""
    return {
        name: str(output.get("evalue", ""))
        for name, cell in _grade_cells(notebook, exercises)
        for output in cell.outputs
        if output.output_type == "error"
    }


def _grade_cells(notebook: NotebookNode, exercises: Collection[str]) -> Iterator[tuple[str, NotebookNode]]:
    for cell in notebook.cells:
        name = exercise_of(grade_id(cell))
        if cell.cell_type == "code" and is_graded(cell) and name in exercises:
            yield name, cell


def _reports(cell: NotebookNode) -> Iterator[Examined]:
    for output in reports_in(cell):
        data = output.data[REPORT]
        # A report of another form (an older course's, a notebook edited by hand) is none: the points still count.
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            yield _examined(json.loads(data) if isinstance(data, str) else data)


def _examined(report: dict[str, Any]) -> Examined:
    hint = report["hint"] or {"id": "", "text": ""}
    return Examined(
        report["exercise"],
        report["title"],
        report["points"],
        report["maximum"],
        () if report["untouched"] or report["defect"] else tuple(map(_part, report["parts"])),
        hint["id"],
        hint["text"],
        report["untouched"],
        report["defect"],
    )


def _part(part: dict[str, Any]) -> Part:
    return Part(part["name"], part["points"], part["earned"], part["state"])
