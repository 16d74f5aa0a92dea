"""The file that a learner is handed: who they are, and the keys of their exams."""

import json

import pytest
from typer.testing import CliRunner

from course import learner
from course.cli import app
from course.learner_file import LearnerFile, LearnerFileError, key, read

ANNAS = LearnerFile("anna", {"m05": "annas key"})


@pytest.fixture
def copy(tmp_path):
    """A copy of the course that is an exam's."""
    (tmp_path / "kit.json").write_text(json.dumps({"assignments": ["m05_tiny"], "exams": ["m05_tiny"]}))
    return tmp_path


def test_what_was_written_is_read(tmp_path):
    (tmp_path / "learner.json").write_text(ANNAS.as_text())

    assert ANNAS == read(tmp_path)


def test_there_need_be_none(tmp_path):
    assert None is read(tmp_path)
    assert "" == key("m05.e1", "anna", tmp_path)


def test_an_exercise_of_an_exam_has_the_key_of_its_module(copy):
    (copy / "learner.json").write_text(ANNAS.as_text())

    assert ["annas key", ""] == [key(exercise, "anna", copy) for exercise in ("m05.e1", "m06.e1")]


def test_the_key_counts_in_any_copy_of_the_course(tmp_path):
    (tmp_path / "learner.json").write_text(ANNAS.as_text())

    assert "annas key" == key("m05.e1", "anna", tmp_path)


@pytest.mark.parametrize("content", [None, LearnerFile("anna").as_text()], ids=["no file", "no key"])
def test_an_exam_has_no_values_for_whoever_has_no_key(copy, content):
    if content:
        (copy / "learner.json").write_text(content)

    with pytest.raises(LearnerFileError, match="This is an exam"):
        key("m05.e1", "anna", copy)


def test_somebody_elses_file_is_refused(copy):
    (copy / "learner.json").write_text(ANNAS.as_text())

    with pytest.raises(LearnerFileError, match="is anna's, and you are called bert"):
        key("m05.e1", "bert", copy)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"learner": ""}', '{"learner": 5}', '{"learner": "anna", "keys": []}',
     '{"learner": "anna", "keys": {"m05": 5}}', "\udcff"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_in_words(tmp_path, text):
    (tmp_path / "learner.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(LearnerFileError, match=r"learner\.json cannot be used: found .*; expected what your"):
        read(tmp_path)


def test_it_names_the_learner(tmp_path, monkeypatch):
    (tmp_path / "learner.json").write_text(ANNAS.as_text())
    monkeypatch.setenv("COURSE_LEARNER_FILE", str(tmp_path / "learner.json"))
    monkeypatch.setenv("JUPYTERHUB_USER", "hub-user-17")
    named = learner.current().id
    monkeypatch.delenv("COURSE_LEARNER")

    assert ("tests", "anna") == (named, learner.current().id)


@pytest.mark.parametrize("command", ["progress", "lab"])
def test_a_command_refuses_a_file_that_cannot_be_used_in_one_sentence(tmp_path, monkeypatch, command):
    (tmp_path / "learner.json").write_text("{}")
    monkeypatch.setenv("COURSE_LEARNER_FILE", str(tmp_path / "learner.json"))
    monkeypatch.delenv("COURSE_LEARNER")
    folder = ["--folder", str(tmp_path / "work")] if command == "lab" else []
    result = CliRunner().invoke(app, [command, *folder])

    assert 1 == result.exit_code
    assert "learner.json cannot be used" in result.output
    assert "Traceback" not in result.output
