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
from course.syllabus import module_of
from grader import rubrics
from grader.classroom.course import expect_assignment, released_notebook, submitted_folders
from grader.classroom.exams import exams
from grader.classroom.intake import filled
from grader.classroom.marks import exercise_of, grade_id, is_answer, is_graded, marks

__all__ = ["ExerciseAnswers", "add_what_the_course_knows", "exercises"]

FENCED = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass
class ExerciseAnswers:
    """All answers to one exercise, by learner. `stored` are the course's own right answers, by the words of their names.

    `given`: texts that everybody has. `variants`: the values of each learner, and of `AUTHOR`, who wrote the stored ones.
    """

    name: str
    answers: dict[str, str] = field(default_factory=dict)
    stored: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    variants: dict[str, Mapping[str, Any]] = field(default_factory=dict)


def exercises(course: NbGraderAPI, assignment: str) -> list[ExerciseAnswers]:
    """Return the exercises of an assignment with the answers of the class.

    Raises ClassroomError where there is no such assignment, or it was not released.
    """
    expect_assignment(course, assignment)
    released = released_notebook(course.coursedir, assignment)
    given = [*_code(released), *_lessons()]
    found = {name: ExerciseAnswers(name, given=list(given)) for name in _names(released)}
    for learner, folder in submitted_folders(course, assignment).items():
        for name, text in _answers(released, filled(released, assignment, folder)).items():
            found[name].answers[learner] = text
    for exercise in found.values():
        add_what_the_course_knows(exercise, Path(course.coursedir.root), assignment)
    return list(found.values())


def _answers(released: NotebookNode, notebook: NotebookNode) -> dict[str, str]:
    """Return the learner's code by exercise: answer cells and own cells, up to each grade cell."""
    known = {cell.get("id") for cell in released.cells}
    found: defaultdict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []
    for cell in notebook.cells:
        is_own = not marks(cell) and cell.get("id") not in known
        if cell.cell_type == "code" and (is_answer(cell) or is_own):
            waiting.append(cell.source)
        if is_graded(cell):
            found[exercise_of(grade_id(cell))] += waiting
            waiting = []
    return {name: "\n\n".join(texts) for name, texts in found.items()}


def _names(released: NotebookNode) -> list[str]:
    return [exercise_of(grade_id(cell)) for cell in released.cells if is_graded(cell)]


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


def add_what_the_course_knows(exercise: ExerciseAnswers, root: Path, assignment: str) -> None:
    """Add the stored right answers, the hints, and the values of the learners to the answers of a class in `root`."""
    module, known = module_of(assignment), exams(root)
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
            exercise.variants[learner] = rubric.values(learner, key)
        # Whoever wrote the stored answers was in no exam.
        exercise.variants[rubrics.AUTHOR] = rubric.values(rubrics.AUTHOR)
