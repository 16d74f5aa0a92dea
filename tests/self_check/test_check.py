"""`grader check`: the full grading of one notebook, by its learner."""

import json
import os

import pytest
from typer.testing import CliRunner

from course import learner
from grader.cli import app
from grader.self_check import check, two_processes

MIXED = {
    "e1": "06_K05.2_no_queue_policy",
    "e2": "08_K05.6_envelope_read_as_payment",
    "e3": "06_K05.1_one_publish_for_each_service",
    "e5": "10_none_reference",
}
DESERVED = {"m05.e1": 6.0, "m05.e2": 8.0, "m05.e3": 6.0, "m05.e4": 0.0, "m05.e5": 10.0}


def run(*words):
    return CliRunner().invoke(app, ["check", *map(str, words)])


def points(found):
    return {each["exercise"]: each["points"] for each in found["exercises"]}


@pytest.mark.slow
def test_a_notebook_gets_what_it_deserves_and_stays_as_it_is(answered):
    path = answered(**MIXED)
    before = path.read_bytes()
    learner.notes().put("hints/m05.e1", 2)

    done = run(path, "--json")
    found = json.loads(done.stdout)

    assert (0, DESERVED, 30.0, 50.0) == (done.exit_code, points(found), found["points"], found["maximum"])
    assert ["K05.2", "K05.6", "K05.1", None, None] == [
        each["report"]["hint"] and each["report"]["hint"]["id"] for each in found["exercises"]
    ]
    assert [2, 0, 0, 0, 0] == [each["opened_hints"] for each in found["exercises"]]
    assert [] == found["remarks"]
    assert before == path.read_bytes()


@pytest.mark.slow
def test_a_person_reads_points_reasons_and_hints(answered):
    done = run(answered(**MIXED))

    assert "Look first at this: Each queue's policy admits SNS for this topic." in done.stdout
    assert "Who may send to it?" in " ".join(done.stdout.split())
    assert "30 of 50 points in 5 exercises" == done.stdout.splitlines()[-1]


@pytest.mark.slow
def test_a_cell_that_never_ends_costs_its_own_exercise(answered, monkeypatch):
    monkeypatch.setattr(two_processes, "SECONDS", 5.0)

    found = check.check(answered(e1="while True: pass", e3="10_none_reference"))

    assert {"m05.e1": 0.0, "m05.e3": 10.0}.items() <= {
        one.exercise: one.points for one in found.grades
    }.items()
    assert found.remarks == ("Cell e1_solution ran too long and was stopped.",)


@pytest.mark.slow
def test_a_module_of_the_learners_own_that_is_not_found_is_said_with_what_to_do(answered):
    path = answered(e1="from helper import wire", e3="10_none_reference")
    (path.parent / "helper.py").write_text("def wire(sns, sqs, prefix): ...", encoding="utf-8")

    done = run(path)

    assert "`e1_solution` imports `helper`, which is not found where this is graded" in " ".join(
        done.stdout.split()
    )
    assert "Put its code into a cell of the notebook" in " ".join(done.stdout.split())


@pytest.mark.slow
@pytest.mark.kernel
def test_without_forks_a_kernel_gives_the_same_points_and_a_warning(answered, monkeypatch):
    monkeypatch.delattr(os, "fork")

    found = check.check(answered(**MIXED))

    assert {one.exercise: one.points for one in found.grades} == DESERVED
    assert not found.is_isolated


def test_what_cannot_be_graded_ends_with_1_and_a_sentence(answered, tmp_path, monkeypatch):
    def fails(*_):
        raise check.NotCheckedError("the examiner's process ended")

    (tmp_path / "text.ipynb").write_text("Dear reader")
    path = answered()
    refusals = [run(tmp_path / "none.ipynb"), run(tmp_path), run(tmp_path / ("n" * 300))]
    refusals.append(run(tmp_path / "text.ipynb"))
    monkeypatch.setattr(check, "_run", fails)
    refusals.append(run(path))

    assert [1] * 5 == [done.exit_code for done in refusals]
    for done, said in zip(
        refusals,
        (
            "found no such file",
            "found a folder",
            "cannot be opened",
            "is not a notebook",
            "no fault of yours: the examiner's",
        ),
        strict=True,
    ):
        assert said in done.stderr


def test_a_learners_file_that_cannot_be_used_is_said_to_the_learner(answered, tmp_path, monkeypatch):
    path = answered()
    monkeypatch.delenv("COURSE_LEARNER")
    (tmp_path / "learner.json").write_text("{")
    monkeypatch.setenv("COURSE_LEARNER_FILE", str(tmp_path / "learner.json"))

    done = run(path)

    assert 1 == done.exit_code
    assert done.stderr.strip().startswith(f"{tmp_path / 'learner.json'} cannot be used")
