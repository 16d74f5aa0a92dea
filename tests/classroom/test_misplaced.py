"""A notebook in the wrong folder is graded by nobody: whoever grades is told where it lies and where it belongs."""

import os

import pytest
from typer.testing import CliRunner

from grader.classroom.misplaced import misplaced
from grader.cli import app

WRONG = {
    "beside the learners": "ada.ipynb",
    "beside the assignments": "ada/toy.ipynb",
    "in a folder of a misspelt assignment": "ada/toi/toy.ipynb",
}


@pytest.fixture
def submitted(toy):
    """The folder of submissions, with one where it belongs."""
    return toy.hand_in("bob", toy.notebook()).parents[1]


@pytest.mark.parametrize("place", WRONG.values(), ids=WRONG)
def test_a_notebook_in_the_wrong_folder_is_named_with_where_it_belongs(place, submitted, course):
    (submitted / place).parent.mkdir(parents=True, exist_ok=True)
    (submitted / place).write_text("{}", encoding="utf-8")

    (said,) = misplaced(course)

    assert said.startswith(f"`classroom/submitted/{place}` is graded by nobody")
    assert "`classroom/submitted/ID/ASSIGNMENT/`" in said


def test_of_many_the_first_are_named_and_the_others_counted(submitted, course):
    for number in range(8):
        (submitted / f"learner-{number}.ipynb").write_text("{}", encoding="utf-8")

    said = misplaced(course)

    assert 6 == len(said)
    assert said[-1].startswith("3 other notebooks")


def test_what_lies_where_it_belongs_is_not_named_nor_what_a_link_leads_to(submitted, course, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "toy.ipynb").write_text("{}", encoding="utf-8")
    (submitted / "eve").symlink_to(tmp_path / "elsewhere")
    (submitted / "bob" / "toy" / "notes").mkdir()
    (submitted / "bob" / "toy" / "notes" / "more.ipynb").write_text("{}", encoding="utf-8")
    (submitted / "bob" / ".ipynb_checkpoints").mkdir()
    (submitted / "bob" / ".ipynb_checkpoints" / "toy.ipynb").write_text("{}", encoding="utf-8")

    assert [] == misplaced(course)


def test_where_nobody_has_handed_in_there_is_nothing_to_name(course):
    assert [] == misplaced(course)


def test_autograde_names_them_also_where_nothing_else_was_handed_in(toy, monkeypatch):
    submitted = toy.root / "classroom" / "submitted"
    submitted.mkdir(parents=True)
    (submitted / "ada.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(toy.root)

    said = CliRunner().invoke(app, ["autograde", "toy"])

    assert 1 == said.exit_code
    assert "`classroom/submitted/ada.ipynb` is graded by nobody" in said.stderr


def test_autograde_names_them_at_its_end(submitted, toy, monkeypatch):
    (submitted / "ada.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr("grader.classroom.autograde.grade_class", lambda *_, **__: iter(()))
    monkeypatch.chdir(toy.root)

    said = CliRunner().invoke(app, ["autograde", "toy"])

    assert 0 == said.exit_code, said.output
    assert "`classroom/submitted/ada.ipynb` is graded by nobody" in said.stderr


def test_a_folder_that_cannot_be_read_hides_nothing_of_the_others(submitted, course, monkeypatch):
    (submitted / "ada" / "toi").mkdir(parents=True)
    (submitted / "cleo.ipynb").write_text("{}", encoding="utf-8")
    really = os.scandir

    def scanned(folder="."):
        if str(folder).endswith("ada"):
            raise PermissionError(folder)
        return really(folder)

    monkeypatch.setattr(os, "scandir", scanned)
    assert [said.partition(" ")[0] for said in misplaced(course)] == ["`classroom/submitted/cleo.ipynb`"]
