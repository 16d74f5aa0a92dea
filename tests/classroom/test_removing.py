"""`grader remove-learner`: a learner leaves a class with everything of theirs, and nothing is lost."""

import sqlite3
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from grader.classroom.course import ClassroomError
from grader.classroom.removing import leaving, removed
from grader.classroom.rows import rows
from grader.cli import app

NOW = datetime(2026, 5, 4, 9, 8, 7, tzinfo=UTC)
PLACES = (
    "feedback/ada/toy",
    "kits/toy/learners/ada",
    "replaced/ada/toy-1",
    "exchange/integration/inbound/ada+toy+1",
)


@pytest.fixture
def classroom(toy, enter):
    """A class of two who have handed in, `ada` with something in every place that a learner can have."""
    for learner in ("ada", "adam"):
        enter(learner)
    folder = toy.root / "classroom"
    for place in PLACES:
        (folder / place).mkdir(parents=True)
        (folder / place / "mine").write_text(place)
    (folder / "exchange/integration/inbound/adam+toy+1").mkdir()
    return folder


def files(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "gradebook.db"
    }


def test_whoever_leaves_is_in_no_report_and_all_of_theirs_is_kept(classroom, course, in_gradebook):
    before = files(classroom)
    kept = removed(course, leaving(course, ["ada"]), NOW)
    after = {path: content for path, content in files(classroom).items() if path.parts[0] != "removed"}

    assert classroom / "removed" / "2026-05-04-090807" == kept
    assert ["adam"] == [row.learner for row in rows(course, "toy")]
    assert before == after | files(kept)
    assert {"adam"} == {part for path in after for part in path.parts if part in ("ada", "adam")}
    assert {"adam"} == {row[1] for row in in_gradebook(classroom.parent)["submissions"]}
    with sqlite3.connect(kept / "gradebook.db") as copy:
        assert 2 == copy.execute("select count(*) from submitted_assignment").fetchone()[0]


def test_who_handed_in_and_is_not_in_the_gradebook_can_be_removed(toy, course):
    toy.hand_in("blaise", toy.notebook())
    (one,) = leaving(course, ["blaise", "blaise"])

    removed(course, [one], NOW)
    removed(course, [one.__class__("blaise", entered=False, folders=())], NOW)

    assert not one.entered
    assert not (toy.root / "classroom" / "submitted" / "blaise").exists()
    assert (toy.root / "classroom" / "removed" / "2026-05-04-090807-2").is_dir()


@pytest.mark.parametrize(
    "unknown, said", [("adda", "Did you mean `ada`"), ("../..", "`nbgrader db student list` shows")]
)
def test_an_id_of_nobody_is_refused_before_anything_is_moved(classroom, course, unknown, said):
    before = files(classroom)

    with pytest.raises(ClassroomError, match=f"nothing of a learner `{unknown}` in this class. {said}"):
        leaving(course, ["ada", unknown])

    assert before == files(classroom)


def test_it_asks_first(classroom, monkeypatch):
    monkeypatch.chdir(classroom.parent)
    before = files(classroom)
    refused = CliRunner().invoke(app, ["remove-learner", "ada"], input="n\n")
    same = before == files(classroom)
    done = CliRunner().invoke(app, ["remove-learner", "ada"], input="y\n")

    assert (1, True) == (refused.exit_code, same)
    assert "ada: in the gradebook\n" in done.output
    assert "  classroom/submitted/ada\n" in done.output
    assert (0, False) == (done.exit_code, (classroom / "submitted" / "ada").exists())
