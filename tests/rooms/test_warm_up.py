"""What is loaded before papers are examined: what they ask for, and nothing of other modules."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.rooms.examiner.paper import Cell, Paper

ROOT = Path(__file__).parents[2]
ANSWER = next((ROOT / "tests/answers/m05/e1_fan_out").glob("10_none_reference*.py"))
# In a course of its own: a rubric of another module that ends whoever loads it, and one that is no Python.
EXAMINES = """
import json, sys
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiners import Examiner

cells = [Cell("from grader.notebook import grade", "fixed", "setup"), Cell(sys.argv[1], "own", "answer")]
cells += [Cell(f"grade({each!r}, wire)", "grade", each) for each in ("m05.e1", "m98.e1", "m05.e1")]
examiner = Examiner()
result = examiner.examine(Paper(tuple(cells), "author"))
examiner.close()
print(json.dumps([result.outputs[at][-1] for at in (2, 3, 4)]))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course in which two other modules are half written."""
    root = tmp_path_factory.mktemp("course")
    for folder in ("course", "grader"):
        shutil.copytree(
            ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "m0[!5]", "m1?")
        )
    for module, text in {"m97": "import os\nos._exit(9)", "m98": "this is (no Python"}.items():
        room = root / "grader" / "rubrics" / module
        room.mkdir()
        (room / "__init__.py").touch()
        (room / "e1_half_written.py").write_text(text)
    return root


@pytest.mark.kernel
def test_a_broken_rubric_costs_its_own_exercise_alone_and_is_told(course):
    done = subprocess.run(
        [sys.executable, "-c", EXAMINES, ANSWER.read_text(encoding="utf-8")],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(course)},
        capture_output=True,
        text=True,
        check=True,
    )
    before, broken, after = json.loads(done.stdout)

    assert ["10.0", "10.0"] == [each["data"]["text/plain"] for each in (before, after)]
    assert "SyntaxError" == broken["ename"]


def test_only_the_modules_that_a_paper_names_are_loaded():
    loads = (
        "import sys\n"
        "from grader.rooms.examiner.warm_up import load_rubrics, load_services\n"
        "load_services()\n"
        "found = [[n for n in sys.modules if n.startswith('grader.rubrics.m')]]\n"
        "load_rubrics(['m05'])\n"
        "found.append(sorted({n.split('.')[2] for n in sys.modules if n.startswith('grader.rubrics.m')}))\n"
        "print(found)"
    )
    done = subprocess.run([sys.executable, "-c", loads], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "[[], ['m05']]\n" == done.stdout


def test_a_paper_asks_for_the_modules_that_its_grade_cells_name():
    texts = {
        "grade": ["grade('m05.e2', shout)", 'grade("m07.e1", plan)', "assert ready"],
        "own": ["grade('m03.e1', x)"],
    }
    cells = tuple(Cell(text, kind, "cell") for kind, named in texts.items() for text in named)

    assert {"m05", "m07"} == Paper(cells, "somebody").modules
