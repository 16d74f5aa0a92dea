"""What a text notebook must keep to before a notebook is made from it; each rule says what to do."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from grader.build.error import BuildError
from grader.build.marks import ASSIGNMENT_MARKS, EXERCISE, LESSON_MARKS, cell_metadata
from grader.build.regions import BEGIN, END, RESERVED, regions
from grader.build.text_notebook import TextCell, TextNotebook

__all__ = ["check_assignment", "check_lesson", "check_release", "check_rubrics"]

MODULE = re.compile(r"m\d\d")
LOCKED = re.compile(r"[a-z][a-z0-9_]*")


class Fault(NamedTuple):
    """What is wrong with one cell: found, expected, what to do."""

    found: str
    expected: str
    remedy: str


def check_lesson(text: TextNotebook) -> None:
    """Raise BuildError at the first cell that has no place in a lesson."""
    for cell in text.cells:
        _raise_first(text, cell, (*_unknown_marks(cell, LESSON_MARKS), *_strange_regions(cell)))


def check_assignment(text: TextNotebook) -> None:
    """Raise BuildError at the first cell that nbgrader or a learner would stumble over."""
    if not text.module or not MODULE.fullmatch(text.module):
        raise BuildError(
            text.path,
            line=1,
            found=f"`module: {text.module}`" if text.module else "a header without a module",
            expected="`# module: mNN`",
            remedy="Name the module that the exercises belong to.",
        )
    for cell in text.cells:
        _raise_first(text, cell, _unknown_marks(cell, ASSIGNMENT_MARKS))
        _raise_first(text, cell, _strange_regions(cell))
        for role, rule in ROLES.items():
            if role in cell.marks:
                _raise_first(text, cell, rule(cell, text))
        _raise_first(text, cell, _one_role(cell))
    _check_names(text)
    _check_pairs(text)
    _check_given(text)


def check_rubrics(text: TextNotebook, rubrics: Path) -> None:
    """Raise BuildError for an exercise without a rubric, once the module has any (`rubrics` is its folder)."""
    if not any(rubrics.glob("e*_*.py")):
        return
    for cell in text.cells:
        if "grade" in cell.marks:
            exercise = str(cell.marks["grade"]).partition(".")[2]
            if not any(rubrics.glob(f"{exercise}_*.py")):
                found = f"exercise {cell.marks['grade']}, which has no rubric"
                expected = f"a file grader/rubrics/{text.module}/{exercise}_<name>.py"
                _raise_first(text, cell, [Fault(found, expected, "Write the rubric, or mend the id.")])


def _raise_first(text: TextNotebook, cell: TextCell, faults: Iterable[Fault]) -> None:
    for found, expected, remedy in faults:
        raise BuildError(text.path, line=cell.line, found=found, expected=expected, remedy=remedy)


def _unknown_marks(cell: TextCell, known: tuple[str, ...]) -> Iterator[Fault]:
    unknown = [key for key in cell.marks if key not in known]
    if unknown:
        yield Fault(
            f"`{cell.marker}`",
            f'only these marks on a cell here: {", ".join(known)}, each written `key="value"`',
            "Correct or remove what else stands on the line.",
        )


def _strange_regions(cell: TextCell) -> Iterator[Fault]:
    for word in RESERVED:
        if word in cell.source and not (word in (BEGIN, END) and "solution" in cell.marks):
            yield Fault(
                f"`{word}`",
                "an answer only in a cell marked solution, and no hidden tests (a rubric holds the cases)",
                'Mark the cell `solution="mNN.eN"`, or take the line out.',
            )


def _one_role(cell: TextCell) -> Iterator[Fault]:
    roles = [role for role in ROLES if role in cell.marks]
    if len(roles) > 1:
        yield Fault(" and ".join(roles), "one of solution, grade, locked", "Make two cells of it.")
    if "points" in cell.marks and "grade" not in cell.marks:
        yield Fault("points", "points only beside grade", "Move the points to the grade cell.")


def _exercise(cell: TextCell, text: TextNotebook, role: str) -> Iterator[Fault]:
    value = cell.marks[role]
    match = EXERCISE.fullmatch(value) if isinstance(value, str) else None
    if not match or match["module"] != text.module:
        yield Fault(f"{role}={value!r}", f'{role}="{text.module}.eN"', "Write the exercise's id.")
    if cell.kind != "code":
        yield Fault(f"{role} on a {cell.kind} cell", "a code cell", "Take `[markdown]` off the marker.")


def _solution(cell: TextCell, text: TextNotebook) -> Iterator[Fault]:
    yield from _exercise(cell, text, "solution")
    try:
        answers = regions(cell.source)
    except ValueError as error:
        yield Fault(
            str(error), f"`### {BEGIN}` ... `### {END}` in turn", "Write both lines around each answer."
        )
        return
    if not any(line.strip() for answer in answers for line in answer):
        yield Fault(
            "a solution cell without an answer",
            f"lines between `### {BEGIN}` and `### {END}`",
            "Put the two lines around the answer, below what the learner is given.",
        )


def _grade(cell: TextCell, text: TextNotebook) -> Iterator[Fault]:
    yield from _exercise(cell, text, "grade")
    exercise, points = cell.marks["grade"], cell.marks.get("points")
    if isinstance(points, bool) or not isinstance(points, int) or points <= 0:
        yield Fault(
            "no points" if points is None else f"points={points!r}",
            "points=<a whole number above 0>",
            "Say what the exercise is worth.",
        )
    if "\n" in cell.source:
        yield Fault(
            f"a grade cell of {len(cell.source.splitlines())} lines",
            f'one line, `grade("{exercise}", ...)`',
            "Put what else there is into the rubric or into a locked cell.",
        )
    if not re.fullmatch(rf'grade\("{re.escape(str(exercise))}", .+\)', cell.source) or not _is_python(
        cell.source
    ):
        yield Fault(f"`{cell.source}`", f'`grade("{exercise}", ...)`', "Call grade with this exercise's id.")


def _locked(cell: TextCell, _text: TextNotebook) -> Iterator[Fault]:
    value = cell.marks["locked"]
    if not isinstance(value, str) or not LOCKED.fullmatch(value):
        yield Fault(
            f"locked={value!r}", 'a name such as locked="setup"', "Use small letters, digits and `_`."
        )


ROLES: dict[str, Callable[[TextCell, TextNotebook], Iterator[Fault]]] = {
    "solution": _solution,
    "grade": _grade,
    "locked": _locked,
}


def _check_names(text: TextNotebook) -> None:
    """Raise BuildError where two cells would have one grade_id."""
    lines: dict[str, int] = {}
    for cell in text.cells:
        if mark := cell_metadata(cell.marks).get("nbgrader"):
            name = mark["grade_id"]
            if name in lines:
                found = f"the name {name} a second time (first on line {lines[name]})"
                remedy = "Give one of the two cells another name."
                _raise_first(text, cell, [Fault(found, "each name once", remedy)])
            lines[name] = cell.line


def _check_pairs(text: TextNotebook) -> None:
    """Raise BuildError unless every solution cell has a grade cell below it."""
    waiting: dict[str, TextCell] = {}
    for cell in text.cells:
        if exercise := cell.marks.get("solution"):
            waiting[exercise] = cell
        elif exercise := cell.marks.get("grade"):
            if exercise not in waiting:
                found, expected = f"grade={exercise!r} without a solution", f'solution="{exercise}" above it'
                _raise_first(text, cell, [Fault(found, expected, "Add the solution cell.")])
            del waiting[exercise]
    for exercise, cell in waiting.items():
        found, expected = f"solution={exercise!r} without a grade", f'grade="{exercise}" below it'
        _raise_first(text, cell, [Fault(found, expected, "Add the grade cell.")])


def check_release(text: TextNotebook, sources: Sequence[str]) -> None:
    """Raise BuildError where an untouched exercise would not even run; `sources` are the released cells in order."""
    defined = {"grade"}
    for cell, source in zip(text.cells, sources, strict=True):
        if "solution" in cell.marks:
            defined |= _names_defined(text, cell, source)
        elif "grade" in cell.marks:
            for name in sorted(_names_read(source) - defined):
                fault = Fault(
                    f"`{name}`, which nothing defines once the answer is taken out",
                    "what the grade cell hands over to exist in an untouched notebook too",
                    f"Above `### {BEGIN}`, keep `def {name}(...)` or give it a start: `{name} = None`.",
                )
                _raise_first(text, cell, [fault])


def _check_given(text: TextNotebook) -> None:
    """Raise BuildError where the course gives a name that is graded: grading would see the course's, not the answer."""
    graded = {name for cell in text.cells if "grade" in cell.marks for name in _names_read(cell.source)}
    for cell in text.cells:
        if "locked" in cell.marks:
            for name in sorted(_names_defined(text, cell, cell.source) & graded):
                found = f"`{name}`, which the course gives and a grade cell hands over"
                remedy = (
                    "Leave it to the answer's cell: grading would take the course's and never see the answer."
                )
                _raise_first(text, cell, [Fault(found, "a name that the answer alone gives", remedy)])


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _names_read(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _names_defined(text: TextNotebook, cell: TextCell, source: str) -> set[str]:
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        found = f"{error.msg} in what is left without the answer: `{(error.text or '').strip()}`"
        expected = "Python that runs before a learner has written anything"
        _raise_first(text, cell, [Fault(found, expected, "Move the marker lines.")])
        raise
    functions = {
        node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }
    stored = (
        name for node in body if isinstance(node, ast.Assign | ast.AnnAssign) for name in ast.walk(node)
    )
    return functions | {
        name.id for name in stored if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
