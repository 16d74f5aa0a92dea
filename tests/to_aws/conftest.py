"""The course's own answers, exported; and somebody who studies alone, with a home and a work folder of their own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from course.workspace import deliver
from grader import rubrics
from grader.checks import Keys
from grader.program import app
from grader.study.answer import put
from grader.study.places import module, notebook
from grader.to_aws.exporting import exported
from grader.to_aws.ways import exportable
from grader.verify import Course, material

ROOT = Path(__file__).parents[2]
EVERYDAY = ("m03.e1", "m04.e3", "m06.e3", "m07.e4", "m12.e2")
OTHERS = (pytest.mark.slow, pytest.mark.in_turn(4))
CHOSEN = [pytest.param(name, marks=() if name in EVERYDAY else OTHERS, id=name) for name in exportable()]


@pytest.fixture(scope="session")
def export(tmp_path_factory):
    """Export the course's own answer to an exercise, once; return its folder and what was found."""
    done = {}

    def written(exercise):
        if exercise not in done:
            folder = tmp_path_factory.mktemp(exercise)
            found = material(Course(ROOT), exercise)
            sources = dict.fromkeys(found.exercise.deliver, found.reference)
            answers = found.delivered(found.reference)
            done[exercise] = (
                folder,
                exported(folder, exercise, answers, learner_id=rubrics.AUTHOR, keys=Keys(), sources=sources),
            )
        return done[exercise]

    return written


@pytest.fixture(scope="session", params=CHOSEN)
def exercise(request):
    """Each exercise that can be exported; what is asked of one stands together, so that it is exported once."""
    return request.param


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", rubrics.AUTHOR)
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    deliver(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def course(work):
    """Run a command of the course in this work folder."""

    def run(*words):
        return CliRunner().invoke(app, [*map(str, words), "--folder", str(work)])

    return run


@pytest.fixture
def solve(work):
    """Write a text into the learner's notebook as the answer to an exercise: the right one, where none is given."""

    def write(exercise, text=None):
        place = ROOT / "tests" / "answers" / exercise[:3]
        stored = next(place.glob(f"{exercise[4:]}_*/10_none_reference.py"))
        put(notebook(module(exercise), work), exercise, text or stored.read_text(encoding="utf-8"))

    return write
