"""The command `release`: what it writes, and what it says."""

import json
import os
import stat
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from grader.classroom.exams import exams, secrets_file
from grader.release.commands import release

COURSE = Path(__file__).parents[2]
ASSIGNMENT = "m05_publish_subscribe"


@pytest.fixture
def root(tmp_path):
    """The course, in a folder in which a class has been taught by nobody."""
    made = tmp_path / "course"
    made.mkdir()
    for path in COURSE.iterdir():
        if path.name != "classroom":
            (made / path.name).symlink_to(path)
    return made


@pytest.fixture
def run(root, tmp_path, monkeypatch):
    """Run the command in the course; what learners get lies in `tmp_path`."""
    monkeypatch.chdir(root)
    (tmp_path / "roster.csv").write_text("anna\nbert\n")
    app = typer.Typer()
    app.command()(release)
    return lambda *words: CliRunner().invoke(app, [*words, "--to", str(tmp_path / "kits")])


def test_a_kit_is_written_and_left_alone_when_it_is_the_same(run, tmp_path):
    first, second = run(ASSIGNMENT), run(ASSIGNMENT)
    archive = tmp_path / "kits" / f"{ASSIGNMENT}.zip"

    assert first.output.startswith(f"wrote {archive}\n  sha256 ")
    assert second.output == first.output.replace(f"wrote {archive}", f"{archive} is as it was")
    assert [archive] == list((tmp_path / "kits").iterdir())


def test_a_class_gets_files_that_name_its_learners(run, tmp_path):
    said = run("--roster", str(tmp_path / "roster.csv"))
    found = [
        json.loads((tmp_path / "kits" / "learners" / one / "learner.json").read_text())
        for one in ("anna", "bert")
    ]

    assert [{"learner": "anna", "keys": {}}, {"learner": "bert", "keys": {}}] == found
    assert "2 learners' files" in said.output


def test_an_exam_gets_a_secret_and_each_learner_a_key(run, root, tmp_path):
    said = run(ASSIGNMENT, "--exam", "--roster", str(tmp_path / "roster.csv"))
    known = exams(root)
    file = tmp_path / "kits" / "learners" / "anna" / "learner.json"

    assert f"made the secret of {ASSIGNMENT} in {secrets_file(root)}" in said.output
    assert {"m05": known.keys(ASSIGNMENT, "anna").values} == json.loads(file.read_text())["keys"]
    assert os.name == "nt" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_exam_stays_one_with_the_same_secret(run, root):
    run(ASSIGNMENT, "--exam")
    secrets = secrets_file(root).read_bytes()
    said = run(ASSIGNMENT)

    assert f"{ASSIGNMENT}.zip is as it was" in said.output
    assert "make them with --roster FILE" in said.output
    assert secrets == secrets_file(root).read_bytes()


@pytest.mark.parametrize(
    "words, said",
    [
        (["m99"], "There is no assignment `m99`"),
        (["--exam"], "found no assignment named"),
        (["--roster", "nobody.csv"], "expected a list of learners"),
    ],
)
def test_what_cannot_be_done_is_told_in_words_and_nothing_is_written(run, tmp_path, words, said):
    result = run(*words)

    assert 1 == result.exit_code
    assert said in result.output
    assert not (tmp_path / "kits").exists()


def test_outside_of_the_course_it_says_where_it_belongs(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run()

    assert 1 == result.exit_code
    assert "expected a checkout of the course" in result.output
