"""What is collected is what a learner handed in, and no file that only an instructor can read."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from grader.classroom import collect
from grader.classroom.autograde import grade_class
from grader.classroom.course import open_course
from grader.classroom.rows import rows

WHEN = "2025-03-08 09:00:00.000000 UTC"


@pytest.fixture
def inbound(toy):
    """A function that makes the folder in the exchange where a learner's submission comes in."""
    exchange = toy.root / "classroom" / "exchange" / "integration"

    def made(learner, when=WHEN):
        folder = exchange / "inbound" / f"{learner}+toy+{when}+secret"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(WHEN, encoding="utf-8")
        return folder

    return made


@pytest.fixture
def honest(toy, inbound):
    folder = inbound("zoe")
    (folder / "toy.ipynb").write_text(nbformat.writes(toy.notebook()), encoding="utf-8")
    return folder


def _collected(toy):
    made = open_course(toy.root).collect("toy")
    assert made["success"], made
    submitted = toy.root / "classroom" / "submitted"
    return {
        str(path.relative_to(submitted)): "link" if path.is_symlink() else "file"
        for path in submitted.rglob("*")
        if path.is_symlink() or path.is_file()
    }


HONEST = {"zoe/toy/toy.ipynb": "file", "zoe/toy/timestamp.txt": "file"}


@pytest.mark.kernel
def test_answers_to_an_assessment_come_along_and_disturb_no_grade(toy, inbound, honest):
    (honest / "assessment.json").write_text("{}", encoding="utf-8")
    found = _collected(toy)
    course = open_course(toy.root)
    list(grade_class(course, "toy"))

    assert {**HONEST, "zoe/toy/assessment.json": "file"} == found
    assert [("graded", ())] == [(row.state, row.remarks) for row in rows(course, "toy")]


@pytest.mark.kernel
def test_a_link_to_the_solution_is_no_solution(toy, inbound, honest):
    (inbound("eve") / "toy.ipynb").symlink_to(toy.root / "solutions" / "toy" / "toy.ipynb")

    found = _collected(toy)
    course = open_course(toy.root)
    list(grade_class(course, "toy"))

    assert HONEST | {"eve/toy/toy.ipynb": "link", "eve/toy/timestamp.txt": "file"} == found
    assert {"eve": 0.0, "zoe": 20.0} == {row.learner: row.total for row in rows(course, "toy")}


def test_of_a_link_to_a_folder_nothing_is_collected(toy, inbound, honest):
    folder = inbound("eve")
    (folder / "timestamp.txt").unlink()
    folder.rmdir()
    folder.symlink_to(toy.root / "solutions" / "toy")

    assert _collected(toy) == HONEST
    assert (toy.folder("eve")).is_dir()


def test_what_is_no_file_stops_nobodys_submission(toy, inbound, honest):
    os.mkfifo(inbound("eve") / "toy.ipynb")
    (inbound("dan") / "notes.txt").symlink_to("nowhere")

    found = _collected(toy)

    assert (
        HONEST
        | {
            "eve/toy/timestamp.txt": "file",
            "dan/toy/timestamp.txt": "file",
            "dan/toy/notes.txt": "link",
        }
        == found
    )


def test_of_what_is_too_large_the_notebook_is_collected(toy, inbound, honest):
    folder = inbound("eve")
    (folder / "toy.ipynb").write_text(json.dumps({"cells": []}), encoding="utf-8")
    for name in ("one.bin", "two.bin"):
        (folder / name).write_bytes(b"")
        os.truncate(folder / name, 90_000_000)

    assert HONEST | {"eve/toy/toy.ipynb": "file", "eve/toy/timestamp.txt": "file"} == _collected(toy)


@pytest.mark.parametrize("when", ["yesterday", "99999999999999999999", ""])
def test_a_folder_whose_name_holds_no_time_stops_nobodys_submission(toy, inbound, honest, when):
    inbound("eve", when)

    assert set(HONEST) <= set(_collected(toy))


def test_links_stay_untouched_where_instructors_share_files(toy, inbound, honest):
    solution = toy.root / "solutions" / "toy" / "toy.ipynb"
    solution.chmod(0o600)
    (inbound("eve") / "toy.ipynb").symlink_to(solution)
    config = Path(toy.root / "nbgrader_config.py")
    config.write_text(f"{config.read_text()}\nget_config().CourseDirectory.groupshared = True\n")

    _collected(toy)

    assert 0o600 == solution.stat().st_mode & 0o777
    assert 0o660 == (toy.folder("zoe") / "toy.ipynb").stat().st_mode & 0o660


@pytest.fixture
def accounts(monkeypatch):
    """The accounts of the machine are what a test says: numbers by name, and whose each folder is by its end."""
    numbers, owners = {}, {}
    lstat = Path.lstat

    def owned(path):
        found = lstat(path)
        number = next((owner for end, owner in owners.items() if str(path).endswith(end)), None)
        return found if number is None else SimpleNamespace(st_mode=found.st_mode, st_uid=number)

    monkeypatch.setattr(collect, "_account", numbers.get)
    monkeypatch.setattr(Path, "lstat", owned)
    return numbers, owners


def test_a_newer_folder_that_somebody_else_made_takes_no_learners_place(toy, inbound, honest, accounts):
    numbers, owners = accounts
    later = "2025-03-08 11:00:00.000000 UTC"
    (inbound("zoe", later) / "toy.ipynb").write_text("forged", encoding="utf-8")
    numbers.update(zoe=50_001, eve=50_002)
    owners.update({f"{WHEN}+secret": 50_001, f"{later}+secret": 50_002})

    assert _collected(toy) == HONEST
    assert "forged" not in (toy.folder("zoe") / "toy.ipynb").read_text(encoding="utf-8")


def test_of_a_folder_that_somebody_else_made_nothing_is_collected(toy, inbound, honest, accounts):
    numbers, owners = accounts
    (inbound("ada") / "toy.ipynb").write_text("forged", encoding="utf-8")
    numbers.update(ada=50_003)
    owners.update({f"ada+toy+{WHEN}+secret": 50_002})

    assert _collected(toy) == HONEST


@pytest.mark.parametrize("owner", [os.getuid(), 0])
def test_what_whoever_collects_or_the_administrator_has_put_there_is_collected(toy, honest, accounts, owner):
    numbers, owners = accounts
    numbers.update(zoe=50_001)
    owners.update({f"zoe+toy+{WHEN}+secret": owner})

    assert _collected(toy) == HONEST


def test_a_learner_without_an_account_on_the_machine_is_not_suspected(toy, honest, accounts):
    accounts[1].update({f"zoe+toy+{WHEN}+secret": 50_009})

    assert _collected(toy) == HONEST
