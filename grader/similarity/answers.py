"""What is compared: the answers of a class by exercise, and what everybody had been given.

Answers come from the submitted folders, taken in as for a grade, but from no grade: so a report can be had before and
after grading, and of what could not be run as well. To an answer belong the cells of the learner's own above its grade
cell, because a helper function may stand there.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.apps.api import NbGraderAPI

import course as installed
from course.learner import variant_rng
from grader import rubrics
from grader.classroom.course import ClassroomError, submitted_folders
from grader.classroom.exams import exams
from grader.classroom.intake import filled

__all__ = ["Exercise", "exercises"]

FENCED = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass
class Exercise:
    """All answers to one exercise, by learner. `stored` are the course's own right answers, by the words of their names.

    `given`: texts that everybody has. `variants`: the values of each learner, and of `AUTHOR`, who wrote the stored ones.
    """

    name: str
    answers: dict[str, str] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    variants: dict[str, Mapping[str, Any]] = field(default_factory=dict)


def exercises(course: NbGraderAPI, assignment: str) -> list[Exercise]:
    """Return the exercises of an assignment with the answers of the class. Raises ClassroomError where it was not released."""
    directory = course.coursedir
    path = Path(directory.format_path(directory.release_directory, ".", assignment)) / f"{assignment}.ipynb"
    try:
        released = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as problem:
        raise ClassroomError(
            f"`{path}` cannot be read ({problem}). Run `nbgrader generate_assignment {assignment}` first."
        ) from None
    given = [*_code(released), *_lessons()]
    found = {name: Exercise(name, given=list(given)) for name in _names(released)}
    for learner, folder in submitted_folders(course, assignment).items():
        for name, text in _answers(released, filled(released, assignment, folder)).items():
            found[name].answers[learner] = text
    for exercise in found.values():
        _add_what_the_course_knows(exercise, Path(directory.root), assignment)
    return list(found.values())


def _answers(released: NotebookNode, notebook: NotebookNode) -> dict[str, str]:
    """Return the learner's code by exercise: answer cells and own cells, up to each grade cell."""
    known = {cell.get("id") for cell in released.cells}
    found: defaultdict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        is_own = not marks and cell.get("id") not in known
        if cell.cell_type == "code" and (marks.get("solution") or is_own):
            waiting.append(cell.source)
        if marks.get("grade"):
            found[_name(marks)] += waiting
            waiting = []
    return {name: "\n\n".join(texts) for name, texts in found.items()}


def _names(released: NotebookNode) -> list[str]:
    marked = [cell.metadata.get("nbgrader", {}) for cell in released.cells]
    return [_name(marks) for marks in marked if marks.get("grade")]


def _name(marks: Mapping[str, Any]) -> str:
    return str(marks.get("grade_id", "")).removesuffix("_grade").removesuffix("_solution")


def _code(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield cell.source
        else:
            yield from FENCED.findall(cell.source)
            yield cell.source


def _lessons() -> Iterator[str]:
    for path in sorted((Path(str(installed.__file__)).parent / "lessons").glob("*.ipynb")):
        yield from _code(nbformat.read(path, as_version=4))


def _add_what_the_course_knows(exercise: Exercise, root: Path, assignment: str) -> None:
    module, known = assignment.partition("_")[0], exams(root)
    identifier = f"{module}.{exercise.name}"
    best = 0
    for path in sorted((root / "tests" / "answers" / module).glob(f"{exercise.name}_*/[0-9][0-9]_*.py")):
        points = int(path.name[:2])
        if points > best:
            best = points
            exercise.stored.clear()
        if points == best:
            exercise.stored[path.stem.split("_", 2)[2]] = path.read_text(encoding="utf-8")
    if identifier in rubrics.ids(module):
        rubric = rubrics.exercise(identifier)
        exercise.given += rubric.hints
        for learner in exercise.answers:
            key = known.keys(assignment, learner).values
            exercise.variants[learner] = rubric.variant(variant_rng(rubric.id, learner, key))
        # Whoever wrote the stored answers was in no exam.
        exercise.variants[rubrics.AUTHOR] = rubric.variant(variant_rng(rubric.id, rubrics.AUTHOR))
