"""What is collected is what a learner handed in, and no file that only an instructor can read."""

import json
import os
from pathlib import Path

import nbformat
import pytest

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
