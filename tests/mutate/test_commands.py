"""The command `mutate`: what it prints, and when it fails."""

import json

import pytest
from typer.testing import CliRunner

import grader.verify
from grader.cli import app
from grader.verify import Course

RUBRIC = "tiny_rubrics/m98/e1_scale.py"


@pytest.fixture
def run(tiny, monkeypatch):
    monkeypatch.setattr(grader.verify, "find_course", lambda _: Course(tiny.root, tiny.package))
    return lambda *options: CliRunner().invoke(
        app, ["mutate", "m98", "--jobs", "1", *options], env={"COLUMNS": "160"}
    )


@pytest.fixture
def overlooking(tiny):
    path = tiny.root / RUBRIC
    text = path.read_text().replace("Row(1, factor), Row(0, 0), Row(2, 2 * factor)", "Row(0, 0)")
    path.write_text(text.replace(", more_rows)", ")"))


def test_figures_are_printed_and_all_is_well(run):
    done = run()

    assert 0 == done.exit_code, done.output
    assert "m98.e1" in done.output
    assert "100.0 %" in done.output


def test_survivors_are_listed_as_diffs_and_too_many_fail(run, overlooking):
    done = run()

    assert 1 == done.exit_code
    assert "m98.e1: A number is one too large or too small.\n" in done.output
    assert "m98_tiny.ipynb, line 2: number_off_by_one at scale\n" in done.output
    assert "    -     return number * 47\n    +     return number * 48\n" in done.output


def test_how_many_must_lose_points_can_be_said(run, overlooking):
    assert 0 == run("--least", "10").exit_code


def test_everything_is_there_as_json(run, overlooking):
    told = json.loads(run("--json").output)
    (figures,) = told["exercises"]

    assert figures["mutants"] == len(told["mutants"])
    assert figures["survivors"] == sum(each["survived"] for each in told["mutants"])
    assert {"operator", "where", "line", "diff", "points"} <= told["mutants"][0].keys()


def test_without_a_course_it_says_so_and_fails(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(app, ["mutate"])

    assert 1 == done.exit_code
    assert "expected a checkout of the course" in done.output
