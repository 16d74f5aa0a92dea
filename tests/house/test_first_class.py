"""The page for a new instructor leads from a checkout to graded submissions: its commands are run, in their order."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from grader import rubrics

ROOT = Path(__file__).parents[2]
NAME = "m07_orchestration"
COPIED = ("course", "grader", "authoring", "exercises", "solutions", "docs")
FILES = (
    "nbgrader_config.py",
    "pyproject.toml",
    "constraints.txt",
    "environment.yml",
    "start.py",
    "LICENSE",
    "LICENSE-TEXT",
    "README.md",
)
# These two make the environment, in which the others run here already.
SETUP = ["python3 start.py doctor", ". .venv/bin/activate"]


@pytest.fixture
def blocks(root):
    text = (root / "docs" / "first_class.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path):
    """A copy of what an instructor has checked out."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _handed_in(folder, learner, exercises):
    notebook = nbformat.read(folder / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        exercise = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("_solution")
        if exercise in exercises:
            stored = next((ROOT / "tests" / "answers" / "m07").glob(f"{exercise}_*/10_none_reference.py"))
            text = stored.read_text(encoding="utf-8")
            cell.source = rubrics.for_learner(text, rubrics.exercise(f"m07.{exercise}"), learner)
    return nbformat.writes(notebook)


def _run(command, folder):
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env={
            **os.environ,
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
            "PYTHONPATH": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.slow
@pytest.mark.kernel
@pytest.mark.skipif(sys.platform == "win32", reason="a class is graded on Linux and macOS")
def test_its_commands_lead_to_grades_and_feedback(blocks, checkout):
    commands = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    (roster,) = [text for kind, text in blocks if kind == "csv"]
    (checkout / "learners.csv").write_text(roster, encoding="utf-8")
    with zipfile.ZipFile(checkout / "submissions.zip", "w") as archive:
        archive.writestr(f"ada_{NAME}.ipynb", _handed_in(checkout, "ada", ("e1", "e2", "e3", "e4", "e5")))
        archive.writestr(f"blaise_{NAME}.ipynb", _handed_in(checkout, "blaise", ("e5",)))

    for command in commands[len(SETUP) :]:
        _run(command, checkout)

    grades = (checkout / "class.csv").read_text(encoding="utf-8-sig").splitlines()
    classroom = checkout / "classroom"
    assert SETUP == commands[: len(SETUP)]
    assert [
        "ada,Byron,Ada,ada@example.org,graded,50,",
        "blaise,Pascal,Blaise,blaise@example.org,graded,10,",
    ] == [",".join(line.split(",")[:6]) + "," for line in grades[1:]]
    assert (checkout / "class.html").is_file()
    assert (classroom / "kits" / NAME / f"{NAME}.zip").is_file()
    assert ["ada", "blaise"] == sorted(
        path.parent.name for path in classroom.glob("kits/*/learners/*/learner.json")
    )
    assert 2 == len(list(classroom.glob(f"feedback/*/{NAME}/{NAME}.html")))
