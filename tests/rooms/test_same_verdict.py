"""An answer gets the same points and the same hint, whether it runs beside the check or in a process of its own."""

import json
import re
from pathlib import Path

import pytest
import turns

from grader.checks import examine
from grader.verify import Course, material

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ANSWERS = ROOT / "tests" / "answers"
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# `verify` judges the stored answers in one process; that two come to the same is shown by some of them each day: one in
# so many is judged, and of one in so many the visible report is compared.
JUDGED, COMPARED = 4, 8
# A system is built and put under fire for each answer of the capstone.
OF_THE_CAPSTONE = 14
FOLDERS = sorted(path for path in ANSWERS.glob("m*/e*") if path.is_dir())


def _turns(folder, usually):
    return OF_THE_CAPSTONE if folder.parent.name == "m14" else usually


def verdict(name):
    """What the name of a stored answer says it gets: points and hint."""
    points, hint, *_ = name.split("_")
    return float(points), None if hint == "none" else hint


@pytest.mark.parametrize("folder", FOLDERS, ids=[f"{path.parent.name}-{path.name}" for path in FOLDERS])
def test_a_stored_answer_gets_what_its_name_says(folder, new_guest, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    gathered = material(Course(ROOT), f"{folder.parent.name}.{folder.name.split('_')[0]}")
    some = turns.todays(gathered.answers, _turns(folder, JUDGED))
    found = {Path(each.path).name: _graded(each, gathered, new_guest) for each in some}

    assert {name: verdict(name) for name in found} == found


@pytest.mark.parametrize("folder", FOLDERS, ids=[f"{path.parent.name}-{path.name}" for path in FOLDERS])
def test_the_check_in_a_notebook_says_word_for_word_what_two_processes_say(folder, new_guest, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    gathered = material(Course(ROOT), f"{folder.parent.name}.{folder.name.split('_')[0]}")
    some = turns.todays(gathered.answers, _turns(folder, COMPARED))
    in_a_notebook, examined = (
        {each.path: one(gathered, each.text, new_guest) for each in some}
        for one in (_in_one_process, _in_two_processes)
    )

    assert without_chance(in_a_notebook) == without_chance(examined)


def without_chance(reports):
    """Leave out of reports what an answer drew by chance, an id, and no two runs have in common."""
    return {path: re.sub(ID, "(an id)", json.dumps(report)) for path, report in reports.items()}


def _graded(answer, gathered, new_guest):
    report = _report(gathered, answer.text, new_guest, grading=True)
    return report.points, report.hint.id if report.hint else None


def _in_two_processes(gathered, text, new_guest):
    return _report(gathered, text, new_guest, grading=False).as_dict()


def _in_one_process(gathered, text, _):
    exercise = gathered.exercise
    sources, answers = dict.fromkeys(exercise.deliver, text), gathered.delivered(text)
    return examine(exercise, answers, learner_id="author", sources=sources, strict=True).as_dict()


def _report(gathered, source, new_guest, *, grading):
    exercise = gathered.exercise
    with new_guest() as guest:
        guest.run(gathered.given)
        guest.run(source)
        answers = {}
        for name in exercise.deliver:
            try:
                answers[name] = guest.get(name)
            except NameError:
                continue
        sources = dict.fromkeys(exercise.deliver, source)
        return examine(exercise, answers, learner_id="author", grading=grading, sources=sources, strict=True)
