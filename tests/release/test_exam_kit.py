"""A kit that is an exam's: the values come with the learner's file, and those are the values that are graded."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader import rubrics
from grader.checks import Bench, Keys, examine
from grader.classroom.exams import Exams, exams, make_exam
from grader.release.kit import archive, kit
from grader.release.roster import learner_file
from grader.rubrics.values import replaced
from grader.self_check.check import whose
from grader.similarity.answers import ExerciseAnswers, add_what_the_course_knows

COURSE = Path(__file__).parents[2]
ASSIGNMENT = "m05_publish_subscribe"
EXAM = Exams({ASSIGNMENT: "a secret that is long enough for everybody"})
REFERENCE = COURSE / "tests" / "answers" / "m05" / "e2_filters" / "10_none_reference.py"


@pytest.fixture(scope="module")
def files():
    return kit(COURSE, [ASSIGNMENT], EXAM)


@pytest.fixture
def unpacked(files, tmp_path):
    zipfile.ZipFile(io.BytesIO(archive(files, "exam"))).extractall(tmp_path)
    return tmp_path / "exam"


def worked_through(folder, answers):
    """Work through the notebook of a kit, as whoever its learner's file names."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    ended = subprocess.run(
        [sys.executable, "-P", Path(__file__).with_name("in_a_kit.py"), json.dumps(answers)],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(folder), "COURSE_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(ended.stdout)


def variant(learner, keys):
    return Bench(rubrics.exercise("m05.e2"), {}, learner_id=learner, grading=True, keys=keys).variant


def test_a_learner_with_a_file_meets_the_values_that_are_graded(unpacked):
    (unpacked / "learner.json").write_text(learner_file("anna", [ASSIGNMENT], EXAM).as_text())
    graded = variant("anna", EXAM.keys(ASSIGNMENT, "anna"))
    ours = variant(rubrics.AUTHOR, Keys())
    answer = replaced(REFERENCE.read_text(encoding="utf-8"), ours, graded)
    said = worked_through(unpacked, {"e2_solution": answer})

    assert f"limit = {graded['limit']}\n" in said["printed"]
    assert 10.0 == said["ended"]["e2_grade"]
    assert graded != variant("anna", Keys())


def test_without_a_file_nobody_is_given_values(unpacked):
    said = worked_through(unpacked, {"e2_solution": REFERENCE.read_text(encoding="utf-8")})

    assert {0.0} == set(said["ended"].values())
    assert 10 == said["printed"].count(
        "This is an exam, and its values come with a file of your own, learner.json."
    )
    assert "limit" not in said["printed"].replace("over the limit", "")


def test_neither_the_kit_nor_a_learners_file_tells_the_secret_or_a_key_that_is_not_theirs(files):
    annas = learner_file("anna", [ASSIGNMENT], EXAM).as_text()
    keys = EXAM.keys(ASSIGNMENT, "anna")
    others = [EXAM.secrets[ASSIGNMENT], keys.hidden, *vars(EXAM.keys(ASSIGNMENT, "bert")).values()]

    assert keys.values in annas
    assert [] == [told for told in others if told in annas]
    assert [] == [told for told in [keys.values, *others] for text in files.values() if told.encode() in text]


def test_its_readme_sends_for_the_learners_file(files):
    assert b"First save the file `learner.json`" in files["README.md"]
    assert f"- `{ASSIGNMENT}` (an exam)".encode() in files["README.md"]


def test_what_is_graded_is_graded_with_the_learners_keys():
    keys = EXAM.keys(ASSIGNMENT, "anna")
    exercise = rubrics.exercise("m05.e2")
    ours = variant(rubrics.AUTHOR, Keys())
    space = {}
    exec(replaced(REFERENCE.read_text(encoding="utf-8"), ours, variant("anna", keys)), space)  # noqa: S102  ours
    answers = {name: space[name] for name in exercise.deliver}

    with_keys, without = (
        examine(exercise, answers, learner_id="anna", grading=True, keys=each, strict=True).points
        for each in (keys, Keys())
    )

    assert 10.0 == with_keys > without


def test_answers_are_compared_by_the_values_that_their_learners_have_met(tmp_path):
    make_exam(tmp_path, ASSIGNMENT)
    exercise = ExerciseAnswers("e2", {"anna": "policies = None"})
    add_what_the_course_knows(exercise, tmp_path, ASSIGNMENT)

    assert variant("anna", exams(tmp_path).keys(ASSIGNMENT, "anna")) == exercise.variants["anna"]
    assert variant(rubrics.AUTHOR, Keys()) == exercise.variants[rubrics.AUTHOR]


def test_whoever_checks_alone_is_graded_on_the_values_that_they_have_met(tmp_path, monkeypatch):
    (tmp_path / "learner.json").write_text(learner_file("anna", [ASSIGNMENT], EXAM).as_text())
    monkeypatch.setenv("COURSE_LEARNER_FILE", str(tmp_path / "learner.json"))
    monkeypatch.delenv("COURSE_LEARNER")

    assert ("anna", Keys(values=EXAM.keys(ASSIGNMENT, "anna").values)) == whose(ASSIGNMENT)
