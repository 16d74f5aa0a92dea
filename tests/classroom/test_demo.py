"""The demonstration class is the same each time, and is graded to exactly the points that each member deserves."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.classroom.cast import CAST, MISHAPS, Member
from grader.classroom.course import ClassroomError
from grader.classroom.demo import ASSIGNMENT, Source, differences, make_class
from grader.classroom.rows import Row
from grader.cli import app

COURSE = Path(__file__).parents[2]
BUILT = COURSE / "exercises" / ASSIGNMENT
TOYS = (
    Member("a", "all right"),
    Member("b", "all right, otherwise", others="none"),
    Member("c", "one wrong, late", {"e1": "K1.1"}, late=True),
    Member("d", "nothing", others="untouched"),
    Member("e", "never ends", {"e2": "loop"}),
    *(Member(f"m-{mishap}", mishap, mishap=mishap) for mishap in MISHAPS),
)
DESERVED = {
    "a": {"e1": 10.0, "e2": 10.0},
    "b": {"e1": 10.0, "e2": 10.0},
    "c": {"e1": 7.0, "e2": 10.0},
    "d": {"e1": 0.0, "e2": 0.0},
    "e": {"e1": 10.0, "e2": 0.0},
    "m-none": {"e1": 10.0, "e2": 10.0},
    "m-missing": {"e1": 0.0, "e2": 0.0},
    "m-truncated": {"e1": 0.0, "e2": 0.0},
    "m-renamed": {"e1": 10.0, "e2": 10.0},
    "m-edited": {"e1": 10.0, "e2": 10.0},
}


def _made(folder, source):
    make_class(folder, source, TOYS)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_each_member_deserves_what_the_stored_answers_say(toy, tmp_path):
    assert DESERVED == make_class(tmp_path / "class", Source(toy.root, "toy"), TOYS)


def test_the_same_source_makes_the_same_class(toy, tmp_path):
    source = Source(toy.root, "toy")

    assert _made(tmp_path / "one", source) == _made(tmp_path / "two", source)


def test_a_folder_in_use_is_left_alone(toy, tmp_path):
    (tmp_path / "mine.txt").write_text("", encoding="utf-8")

    with pytest.raises(ClassroomError, match="is not empty"):
        make_class(tmp_path, Source(toy.root, "toy"), TOYS)


def test_an_answer_that_nobody_stored_is_named(toy, tmp_path):
    with pytest.raises(ClassroomError, match=r"holds no answer to e2 whose file name says K9\.9"):
        make_class(tmp_path / "class", Source(toy.root, "toy"), (Member("a", "", {"e2": "K9.9"}),))


def test_a_course_that_is_not_built_is_said(tmp_path):
    with pytest.raises(ClassroomError, match="python -m grader build"):
        make_class(tmp_path / "class", Source(tmp_path))


def test_a_difference_is_told():
    rows = [Row("a", "graded", {"e1": 1.0}, 1.0, 10.0)]

    assert ["a: {'e1': 1.0} where {'e1': 2.0} is deserved", "b: None where {'e1': 0.0} is deserved"] == list(
        differences(rows, {"a": {"e1": 2.0}, "b": {"e1": 0.0}})
    )


def test_the_class_has_twelve_members_and_every_mishap():
    assert 12 == len({member.learner for member in CAST})
    assert set(MISHAPS) == {member.mishap for member in CAST}


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.skipif(not BUILT.is_dir(), reason="the exercises are not built")
def test_the_class_of_twelve_is_graded_to_the_points_deserved(tmp_path, monkeypatch):
    monkeypatch.chdir(COURSE)

    done = CliRunner().invoke(app, ["demo-class", str(tmp_path / "class"), "--grade"])

    assert 0 == done.exit_code, done.output
    assert "Each has the points deserved." in done.output
    # The README shows this table.
    table = done.output[done.output.index("learner     e1") :].split("\n\n")[0]
    assert table in (COURSE / "README.md").read_text(encoding="utf-8")
    assert 12 == len(re.findall(r"^learner-\d\d: graded in ", done.output, flags=re.MULTILINE))
    shutil.rmtree(tmp_path / "class")
