import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader.build import build
from grader.build.notebook import parsed

NAME = "m00_tiny"
EXERCISE = Path("exercises", NAME, f"{NAME}.ipynb")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def exercise(tiny):
    build(tiny)
    return {cell.id: cell for cell in parsed((tiny / EXERCISE).read_text()).cells}


def test_an_answer_inside_a_function_leaves_a_kind_line_and_a_reason_to_raise(exercise):
    assert (
        "def double(number):\n"
        '    """Return twice the number."""\n'
        "    # Your answer goes here, in place of the next line.\n"
        '    raise NotImplementedError("still to be written")'
    ) == exercise["e1_solution"].source


def test_an_answer_that_is_data_leaves_its_start_and_a_kind_line(exercise):
    assert "primes = None  # a list\n# Your answer goes here." == exercise["e2_solution"].source


def test_a_learner_can_edit_the_answers_and_nothing_that_belongs_to_the_course(exercise):
    marked = {name: cell for name, cell in exercise.items() if "nbgrader" in cell.metadata}
    editable = [name for name, cell in marked.items() if cell.metadata.get("editable", True)]

    assert ["e1_solution", "e2_solution"] == editable
    assert [] == [name for name, cell in marked.items() if cell.metadata.get("deletable", True)]


def test_an_answer_may_be_handed_over_in_a_later_exercise_too(tiny):
    place = tiny / "authoring" / "assignments" / f"{NAME}.py"
    place.write_text(place.read_text().replace('grade("m00.e2", primes)', 'grade("m00.e2", primes, double)'))
    build(tiny)
    cells = {cell.id: cell for cell in parsed((tiny / EXERCISE).read_text()).cells}

    assert 'grade("m00.e2", primes, double)' == cells["e2_grade"].source


def test_the_points_are_the_authors(exercise):
    points = {name: cell.metadata.get("nbgrader", {}).get("points") for name, cell in exercise.items()}

    assert (10, 5) == (points["e1_grade"], points["e2_grade"])


def test_the_notebook_is_valid(tiny):
    build(tiny)

    nbformat.validate(json.loads((tiny / EXERCISE).read_text()))


@pytest.mark.kernel
def test_nbgraders_own_command_makes_the_same_bytes(tiny):
    build(tiny)
    ours = (tiny / EXERCISE).read_bytes()
    shutil.rmtree(tiny / "exercises")
    shutil.copy(ROOT / "nbgrader_config.py", tiny)
    scripts = str(Path(sys.executable).parent)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", NAME]
    environment = os.environ | {"PATH": os.pathsep.join([scripts, os.environ["PATH"]])}
    done = subprocess.run(
        command, cwd=tiny, env=environment, capture_output=True, text=True, timeout=120, check=False
    )

    assert 0 == done.returncode, done.stderr
    assert ours == (tiny / EXERCISE).read_bytes()
    assert [EXERCISE.name] == [path.name for path in (tiny / EXERCISE).parent.iterdir()]
