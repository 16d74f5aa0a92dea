"""Running exercise notebooks in kernels: what `verify` proves there, and what `check` prints."""

import json

import pytest
from typer.testing import CliRunner

from grader.cli import app
from grader.verify import ran
from grader.verify.notebooks import notebooks

pytestmark = pytest.mark.kernel


def stored(tiny, name):
    return (tiny.root / "tests/answers/m98/e1_scale" / name).read_text()


def test_the_released_notebook_scores_0_and_the_solution_full(tiny):
    proofs = list(notebooks(tiny, "m98", ["m98.e1"]))

    assert [True] * 4 == [proof.holds for proof in proofs], [str(proof) for proof in proofs]


def test_what_an_answer_writes_to_stderr_never_reaches_the_grade_cell(write_notebook):
    answer = """
import logging, os, sys, warnings
logging.basicConfig()
old = sys.stderr

def scale(number):
    logging.warning("multiplying")
    warnings.warn("careful")
    print("old", file=old)
    print("new", file=sys.stderr)
    os.write(2, b"below Python")
    return number * 47

def send(sqs, url, number):
    sqs.send_message(QueueUrl=url, MessageBody=str(number))
"""
    outcomes = {each.name: each for each in ran(write_notebook("solutions", answer), learner="author")}

    assert ("", 10.0, "") == (
        outcomes["e1_grade"].stderr,
        outcomes["e1_grade"].points,
        outcomes["e1_grade"].error,
    )


def test_a_line_of_the_learners_cell_is_shown_for_what_it_raised(write_notebook):
    answer = (
        "def scale(number):\n    rate = {}\n    return rate['factor']\n\ndef send(*_):\n    raise SystemExit"
    )
    outcomes = {each.name: each for each in ran(write_notebook("solutions", answer), learner="author")}
    report = outcomes["e1_grade"].report
    finding = report["parts"][0]["findings"][0]

    assert {"number": 3, "text": "return rate['factor']"} == finding["line"]
    assert "KeyError: 'factor'" == finding["got"]
    assert 0.0 == outcomes["e1_grade"].points


def test_check_prints_the_reports_and_the_sum(tiny, write_notebook, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    path = write_notebook("exercises", stored(tiny, "05_K98.1_adds.py"))

    result = CliRunner().invoke(app, ["check", str(path)])

    assert 0 == result.exit_code
    assert "Is 0 times 5 equal to 5?" in result.output
    assert "5 of 10 points in 1 exercises" in result.output


def test_check_has_a_form_for_programs(tiny, write_notebook, monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "author")
    path = write_notebook("exercises", stored(tiny, "10_none_plain.py"))

    result = CliRunner().invoke(app, ["check", "--json", str(path)])

    assert [10] == [report["points"] for report in json.loads(result.output)]
