"""Somebody who studies alone: a home and a work folder of their own, with the course's notebooks delivered."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from course import learner
from course.syllabus import syllabus
from course.workspace import deliver
from grader import rubrics
from grader.program import app
from grader.study.answer import put
from grader.study.places import notebook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_LEARNER", raising=False)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    deliver(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def module():
    return syllabus().module("m07")


@pytest.fixture
def course(work):
    """Run a command of the course in this work folder."""

    def run(*words, folder=True):
        return CliRunner().invoke(app, [*words, *(["--folder", str(work)] if folder else [])])

    return run


@pytest.fixture
def solve(work, module):
    """Write the right answers to exercises of module 7 into the learner's notebook, with a remark of their own."""

    def write(*exercises):
        for name in exercises:
            stored = next((ROOT / "tests" / "answers" / "m07").glob(f"{name[4:]}_*/10_none_reference.py"))
            text = stored.read_text(encoding="utf-8")
            values = rubrics.for_learner(
                text, rubrics.exercise(name), learner.current().id, learner.values_key(name)
            )
            put(notebook(module, work), name, f"{values}\n# mine")

    return write
