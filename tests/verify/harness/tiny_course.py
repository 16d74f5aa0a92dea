"""A tiny course in a folder of its own: one exercise, its rubric, its stored answers, its two notebooks."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat import v4

from grader import rubrics
from grader.verify import Course

TINY = Path(__file__).parents[1] / "tiny_course"

# `grade` looks into the course's own rubrics, so the tiny ones are put beside them; a learner's process has none.
SETUP = """
from contextlib import suppress

with suppress(ImportError):
    import grader.rubrics

    grader.rubrics.__path__.append({rubrics!r})

from grader.notebook import grade, hints, task
"""


@contextmanager
def built(root: Path) -> Iterator[Course]:
    """Copy the course to `root`, build its notebooks, and let its rubrics be imported inside the block."""
    shutil.copytree(TINY, root)
    answers = root / "tests" / "answers" / "m98" / "e1_scale"
    write(root, "solutions", (answers / "10_none_plain.py").read_text())
    write(root, "exercises", (answers / "00_none_untouched.py").read_text())
    sys.path.insert(0, str(root))
    rooms = list(rubrics.__path__)
    try:
        yield Course(root, package="tiny_rubrics")
    finally:
        sys.path.remove(str(root))
        rubrics.__path__[:] = rooms  # what `SETUP` has added, where a notebook ran in this process
        for name in [name for name in sys.modules if name.startswith(("tiny_rubrics", "grader.rubrics.m98"))]:
            del sys.modules[name]


def write(root: Path, kind: str, solution: str, grade: str = 'grade("m98.e1", scale, send)') -> Path:
    """Write the notebook of one kind, with this solution cell."""
    cells = [
        code("setup", SETUP.format(rubrics=str(root / "tiny_rubrics")), locked=True),
        code("look", 'task("m98.e1")\nhints("m98.e1")'),
        code("e1_solution", solution, solution=True),
        code("e1_grade", grade, grade=True, locked=True, points=10),
    ]
    path = root / kind / "m98_tiny" / "m98_tiny.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(v4.new_notebook(cells=cells), path)
    return path


def code(grade_id: str, source: str, **marks: object) -> nbformat.NotebookNode:
    """Return a code cell with nbgrader's marks."""
    return v4.new_code_cell(source, id=grade_id, metadata={"nbgrader": {"grade_id": grade_id, **marks}})
