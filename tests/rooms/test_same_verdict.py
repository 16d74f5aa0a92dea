"""An answer gets the same points and the same hint, whether it runs beside the check or in a process of its own."""

from pathlib import Path

import pytest

from grader import rubrics
from grader.checks import examine

pytestmark = pytest.mark.slow

ANSWERS = Path(__file__).parents[1] / "answers"
FOLDERS = sorted(path for path in ANSWERS.glob("m*/e*") if path.is_dir())


def verdict(name):
    """What the name of a stored answer says it gets: points and hint."""
    points, hint, *_ = name.split("_")
    return float(points), None if hint == "none" else hint


@pytest.mark.parametrize("folder", FOLDERS, ids=[f"{path.parent.name}-{path.name}" for path in FOLDERS])
def test_every_stored_answer_gets_what_its_name_says(folder, new_guest, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    exercise = rubrics.exercise(f"{folder.parent.name}.{folder.name.split('_')[0]}")
    found = {path.name: _graded(path, exercise, new_guest) for path in sorted(folder.glob("*.py"))}

    assert {name: verdict(name) for name in found} == found


def _graded(path, exercise, new_guest):
    source = path.read_text(encoding="utf-8")
    with new_guest() as guest:
        guest.run(source)
        answers = {}
        for name in exercise.deliver:
            try:
                answers[name] = guest.get(name)
            except NameError:
                continue
        sources = dict.fromkeys(exercise.deliver, source)
        report = examine(exercise, answers, learner_id="author", grading=True, sources=sources, strict=True)
    return report.points, report.hint.id if report.hint else None
