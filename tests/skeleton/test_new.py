"""Who contributes begins with small files that hold every proof, and writes over nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from course.syllabus import Module
from grader.cli import app
from grader.skeleton.exercise import with_section
from grader.skeleton.filling import SkeletonError
from grader.skeleton.module import new_module

ROOT = Path(__file__).parents[2]
COPIED = (
    "course",
    "grader",
    "authoring",
    "docs",
    "tests/conftest.py",
    "tests/harness",
    "tests/lessons",
    "pyproject.toml",
    "nbgrader_config.py",
)
ROW = """
[[module]]
id = "m15"
title = "A module of somebody's own"
part = "C"
hours = 1
stem = "m15_own"
ready = true
"""
MODULE = Module("m15", "A module of somebody's own", "C", 1, "m15_own")


@pytest.fixture
def copy(tmp_path):
    """A copy of the course's sources, whose syllabus has one module more."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    with (tmp_path / "course" / "syllabus.toml").open("a", encoding="utf-8") as file:
        file.write(ROW)
    return tmp_path


def _run(folder, *words):
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.kernel
def test_a_new_module_and_a_new_exercise_hold_every_proof(copy):
    module = _run(copy, "grader", "new", "m15")
    exercise = _run(copy, "grader", "new", "m15.e1", "Fee in euros")
    proved = _run(copy, "grader", "verify", "m15", "--no-kernels", "--variants", "5")
    lesson = _run(copy, "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/lessons", "-k", "m15")

    assert (0, 0) == (module.returncode, exercise.returncode), module.stdout + exercise.stdout
    assert "python -m grader verify m15" in exercise.stdout
    assert (copy / "exercises" / "m15_own" / "m15_own.ipynb").is_file()
    assert 0 == proved.returncode, proved.stdout
    assert 0 == lesson.returncode, lesson.stdout


@pytest.mark.parametrize(
    "words, said",
    [
        (["new", "m07.e1", "Again"], "There is an exercise `m07.e1` already."),
        (["new", "m07.e9"], "An exercise needs a title"),
        (["new", "m07.e9", "1 + 1"], "Begin the title with a letter."),
        (["new", "m07.seven", "Seven"], "`m07.seven` is no exercise's id."),
        (["new", "m99"], "There is no module 'm99'"),
        (["new", "m07"], "is there already; nothing was written."),
    ],
)
def test_what_cannot_be_begun_is_refused_and_writes_nothing(words, said, monkeypatch):
    monkeypatch.chdir(ROOT)
    before = sorted((ROOT / "grader" / "rubrics" / "m07").iterdir())

    refused = CliRunner().invoke(app, words)

    assert 1 == refused.exit_code
    assert said in refused.output
    assert before == sorted((ROOT / "grader" / "rubrics" / "m07").iterdir())


def test_elsewhere_than_in_the_course_nothing_is_begun(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    refused = CliRunner().invoke(app, ["new", "m07.e9", "Nine"])

    assert 1 == refused.exit_code
    assert "is not the course's folder" in refused.output
    assert [] == list(tmp_path.iterdir())


EXERCISE = """
# %% [markdown]
# ## E1: First

# %% grade="m97.e1" points=10
grade("m97.e1", first)
"""
CLOSING = """
# %% [markdown]
# ## On AWS
#
# It costs something.
"""
SECTION = """
# %% [markdown]
# ## E2: Second
"""


@pytest.mark.parametrize("closing", [CLOSING, ""], ids=["before what closes it", "at its end"])
def test_a_section_stands_below_the_last_exercise_of_its_notebook(closing):
    assert EXERCISE + SECTION + closing == with_section(EXERCISE + closing, SECTION)


def test_the_first_section_of_a_notebook_stands_below_its_introduction():
    assert CLOSING + SECTION == with_section(CLOSING, SECTION)


def test_a_module_is_begun_whole_or_not_at_all(tmp_path):
    made = new_module(tmp_path, MODULE)
    made[-1].unlink()

    with pytest.raises(SkeletonError, match="nothing was written"):
        new_module(tmp_path, MODULE)

    assert not made[-1].exists()
