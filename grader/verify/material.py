"""Everything that belongs to an exercise, gathered from its files: rubric, notebooks, stored answers."""

import linecache
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from course.cloud.account import Account
from course.syllabus import module_of
from grader import rubrics
from grader.build.course_folder import find_course as folder_of
from grader.build.error import BuildError
from grader.checks import Bench, Exercise, Report, captured, examine
from grader.classroom.marks import grade_id, is_graded, is_of_the_course
from grader.rubrics import AUTHOR

from .proof import VerifyError

__all__ = ["Course", "Material", "StoredAnswer", "find_course", "material"]

_NAME = re.compile(r"(?P<points>\d\d)_(?P<hint>none|K\d\d\.\d+)_(?P<words>\w+)")


@dataclass(frozen=True)
class Course:
    """A course folder, and the package of its rubrics."""

    root: Path
    package: str = rubrics.__name__

    def notebook(self, kind: str, module: str) -> Path:
        """Return the only notebook of a module in ``exercises`` or ``solutions``. Raises `VerifyError`."""
        found = sorted((self.root / kind).glob(f"{module}_*/{module}_*.ipynb"))
        if len(found) == 1:
            return found[0]
        raise VerifyError(
            f"{kind}/{module}_*: found {len(found)} notebooks; expected 1. Run `python -m grader build` first."
        )

    def modules(self, wanted: list[str]) -> list[str]:
        """Return the modules of what is wanted (ids, stems, exercises), or all that have rubrics. Raises `VerifyError`."""
        known = sorted({each.partition(".")[0] for each in rubrics.ids(package=self.package)})
        chosen = list(dict.fromkeys(module_of(each) for each in wanted)) or known
        for name in chosen:
            if name not in known:
                raise VerifyError(
                    f"found no rubrics of a module {name!r}; expected one of {', '.join(known)}. Name one of these."
                )
        return chosen

    def exercises(self, module: str, wanted: list[str]) -> list[str]:
        """Return the exercises of a module that are wanted by name, or all of it. Raises `VerifyError`."""
        known = rubrics.ids(module, package=self.package)
        asked = [each for each in wanted if module_of(each) == module]
        named = [each for each in asked if "." in each]
        for each in named:
            if each not in known:
                raise VerifyError(
                    f"found no rubric of an exercise {each!r}; expected one of {', '.join(known)}. Name one of these."
                )
        return named if named and named == asked else known


@dataclass(frozen=True)
class StoredAnswer:
    """A learner's answer kept in the tests. Its file name is its verdict: points, hint or None, and words."""

    path: str
    points: int
    hint: str | None
    words: str
    text: str


@dataclass(frozen=True)
class Material:
    """An exercise with its files.

    `reference` is the solution cell of the solution notebook; `given` what runs before it (the locked cells, and the
    references that the exercise builds on);
    `released` its cell as learners get it; `grade_cell` and `grade_points` are those of the notebook. `misnamed` are
    files among the stored answers whose names are no verdict; `hidden` draw what only grading has.
    """

    exercise: Exercise
    notebook: str
    reference: str
    released: str
    given: str
    grade_cell: str
    grade_points: float
    answers: tuple[StoredAnswer, ...]
    answers_folder: str
    misnamed: tuple[str, ...]
    hidden: tuple[Callable[[Bench], list[Any]], ...] = ()

    def examined(self, text: str, learner_id: str = AUTHOR) -> Report:
        """Grade the text of a solution cell in full, as `learner_id`'s. Raises `CheckError` on a defect of a check."""
        sources = dict.fromkeys(self.exercise.deliver, text)
        values = self.delivered(text)
        return examine(
            self.exercise, values, learner_id=learner_id, grading=True, sources=sources, strict=True
        )

    def delivered(self, text: str) -> dict[str, Any]:
        """Run a solution cell and return what it defines of what is to be delivered; whatever it raises ends it."""
        space: dict[str, Any] = {"__name__": "__main__"}
        with captured(), Account():
            for name, source in (("given", self.given), ("answer", text)):
                file = f"<{name} of {self.exercise.id}>"
                linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
                with suppress(Exception):  # as in a notebook: what was defined before stays
                    exec(compile(source, file, "exec"), space)  # noqa: S102  the course's own texts
        return {name: space[name] for name in self.exercise.deliver if name in space}


def find_course(start: Path) -> Course:
    """Return the course at or above a folder. Raises `VerifyError`."""
    try:
        return Course(folder_of(start))
    except BuildError as problem:
        raise VerifyError(str(problem)) from None


def material(course: Course, exercise_id: str) -> Material:
    """Gather an exercise. Raises `VerifyError` for a missing notebook or cell, `RubricError` for a missing rubric."""
    module, _, number = exercise_id.partition(".")
    exercise = rubrics.exercise(exercise_id, package=course.package)
    path = course.notebook("solutions", module)
    solutions = nbformat.read(path, as_version=4)
    released = nbformat.read(course.notebook("exercises", module), as_version=4)
    place = path.relative_to(course.root).as_posix()
    solution, grade = (_cell(solutions, place, f"{number}_{kind}") for kind in ("solution", "grade"))
    folder = course.root / "tests" / "answers" / module / rubrics.stem(exercise_id, package=course.package)
    files = sorted(folder.glob("*.py"))
    return Material(
        exercise=exercise,
        notebook=place,
        reference=solution.source,
        released=_cell(released, place, f"{number}_solution").source,
        given="\n\n".join([*_given(solutions, solution), *_below(solutions, place, exercise)]),
        grade_cell=grade.source,
        grade_points=float(grade.metadata.nbgrader.points),
        answers=tuple(answer for file in files if (answer := _stored(course, file, solution.source))),
        answers_folder=folder.relative_to(course.root).as_posix(),
        hidden=tuple(rubrics.hidden_rows(exercise_id, package=course.package)),
        misnamed=tuple(file.name for file in files if not _NAME.fullmatch(file.stem)),
    )


def _cell(notebook: NotebookNode, place: str, wanted: str) -> Any:
    for cell in notebook.cells:
        if grade_id(cell) == wanted:
            return cell
    raise VerifyError(
        f"{place}: found no cell {wanted}; expected one. Add it to the text notebook and build again."
    )


def _given(notebook: NotebookNode, solution: NotebookNode) -> list[str]:
    """Return the sources of the cells that learners cannot change, above their solution cell."""
    above = notebook.cells[: notebook.cells.index(solution)]
    code = (cell for cell in above if cell.cell_type == "code")
    return [cell.source for cell in code if is_of_the_course(cell) and not is_graded(cell)]


def _below(notebook: NotebookNode, place: str, exercise: Exercise) -> list[str]:
    """Return the reference solutions that an exercise builds on."""
    return [
        _cell(notebook, place, f"{each.rpartition('.')[2]}_solution").source for each in exercise.builds_on
    ]


def _stored(course: Course, file: Path, reference: str) -> StoredAnswer | None:
    name = _NAME.fullmatch(file.stem)
    if name is None:
        return None
    hint = None if name["hint"] == "none" else name["hint"]
    place = file.relative_to(course.root).as_posix()
    text = rubrics.whole(file.read_text(encoding="utf-8"), reference)
    return StoredAnswer(place, int(name["points"]), hint, name["words"], text)
