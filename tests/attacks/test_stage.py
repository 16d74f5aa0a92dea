"""The stage sees what it has to see, and a case without a score is none."""

import os
import socket
import subprocess
import sys

import pytest

from tests.attacks.case import Case, read
from tests.attacks.graded import Graded
from tests.attacks.stage import Outcome, Stage
from tests.attacks.surroundings import MARK, MARKUP, SECRET

CASE = Case("careless", "It does all that must not be.", {"e3": 0.0}, ())


def test_whatever_must_not_be_is_seen(stage, monkeypatch):
    started = []

    def graded(self, case, _):
        if case is not CASE:
            return Graded({"e3": 8.0})
        started.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]))
        (self.rooms / MARK).write_text("")
        with socket.create_connection(("127.0.0.1", self.server.port)):
            return Graded({"e3": 10.0}, f"the secret is {SECRET}", f"<p>{MARKUP}")

    monkeypatch.setattr(Stage, "_graded", graded)
    outcome = stage.play(CASE)
    started[0].kill()
    started[0].wait()
    (stage.rooms / MARK).unlink()

    assert ({"e3": 10.0}, {8.0}) == (outcome.points, {each["e3"] for each in outcome.harmed})
    assert (f"process {started[0].pid}",) == outcome.processes
    assert ((MARK,), (SECRET, MARKUP), 1) == (outcome.files, outcome.leaked, outcome.knocked)


@pytest.mark.parametrize(
    "change",
    [lambda place: place.write_text("10 points"), lambda place: os.utime(place, (0, 0))],
    ids=["text", "time"],
)
def test_a_changed_file_is_seen(stage, monkeypatch, change):
    def graded(self, case, _):
        if case is CASE:
            change(self.bait)
        return Graded({"e3": 10.0} if case is not CASE else CASE.deserved)

    monkeypatch.setattr(Stage, "_graded", graded)
    outcome = stage.play(CASE)
    stage.bait.write_text(SECRET)

    assert Outcome(CASE.deserved, files=outcome.files) == outcome
    assert ["gradebook.db", "gradebook.db"] == [each.partition(":")[0] for each in outcome.files]


@pytest.mark.parametrize("text", ["", '"""Tries something."""', '"""Tries.\n\ne9: 0\n"""', '"""\ne1: 0\n"""'])
def test_a_file_that_is_no_case_is_refused(tmp_path, text):
    (tmp_path / "case.py").write_text(text)

    with pytest.raises(ValueError, match=r"case\.py: its docstring"):
        read(tmp_path / "case.py")


def test_cells_and_right_answers_are_read_from_a_case(tmp_path):
    path = tmp_path / "two_cells.py"
    path.write_text('"""Tries\nthis.\n\ne1: 2.5\ne3: 10\nseconds: 4\n"""\n# %%\nx = 1\n# %% e1\nwire = x\n')
    case = read(path)

    assert ("two_cells", "Tries this.", 4.0) == (case.name, case.sentence, case.seconds)
    assert {"e1": 2.5, "e3": 10.0} == case.deserved
    assert [("", "x = 1\n"), ("e1", "wire = x\n")] == list(case.cells[:2])
    assert "e3" == case.cells[2][0]
    assert "def publish_payment(" in case.cells[2][1]
