"""A learner's folder may have a name that no gradebook can hold: its owner is told, and nobody else suffers."""

import os

import pytest

from grader.classroom.autograde import grade_class
from grader.classroom.rows import rows
from grader.reports.page import write_page
from grader.reports.sheet import write_sheet
from grader.reports.summary import Summary

LATIN_1 = os.fsdecode(b"caf\xe9\x1b[2J")  # as an archive packed elsewhere leaves it


@pytest.mark.kernel
def test_a_learner_whose_folder_has_no_name_in_utf_8_is_told_and_the_class_is_shown(toy, course, tmp_path):
    for learner in ("before", LATIN_1, "decoy"):
        toy.hand_in(learner, toy.notebook())
    said = {outcome.learner: str(outcome) for outcome in grade_class(course, "toy")}
    found = list(rows(course, "toy"))
    write_page(Summary("toy", found), tmp_path / "class.html")
    write_sheet(Summary("toy", found), tmp_path / "class.csv")

    assert said.pop(LATIN_1).startswith(
        "caf\ufffd\ufffd[2J: The name of this learner's folder is no text in UTF-8."
    )
    assert ["before: graded in", "decoy: graded in"] == sorted(
        each[: each.index(" in") + 3] for each in said.values()
    )
    assert {"before": 20.0, "decoy": 20.0} == {
        row.learner: row.total for row in found if row.state == "graded"
    }
    assert 4 == len((tmp_path / "class.csv").read_text(encoding="utf-8").splitlines())
    assert "caf" in (tmp_path / "class.html").read_text(encoding="utf-8")
