"""The command ``grader similar`` on a class in a folder."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.classroom.demo import Source, make_class
from grader.cli import app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("class") / "course"
    make_class(place, Source(ROOT))
    return place


def test_groups_of_the_demonstration_class_are_shown(folder, monkeypatch):
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(app, ["similar", "m05_publish_subscribe", "--html", "a.html"])
    data = CliRunner().invoke(app, ["similar", "m05_publish_subscribe", "--json"])
    (group,) = json.loads(data.stdout)["exercises"][4]["groups"]

    assert 0 == result.exit_code, result.output
    assert "A reason to look, never a verdict" in result.output
    assert [f"learner-{n:02}" for n in (1, 5, 6, 7, 10, 12)] == group
    assert "learner-05" in (folder / "a.html").read_text(encoding="utf-8")


def test_an_assignment_that_was_never_released_is_refused_in_words(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "solutions" / "m99_later").mkdir()
    result = CliRunner().invoke(app, ["similar", "m99_later"])

    assert 1 == result.exit_code
    assert "generate_assignment m99_later" in result.output


def test_a_misspelt_assignment_is_refused_with_the_one_that_was_meant(folder, monkeypatch):
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(app, ["similar", "m05_publish_subscrib"])

    assert 1 == result.exit_code
    assert "Did you mean `m05_publish_subscribe`?" in result.output
