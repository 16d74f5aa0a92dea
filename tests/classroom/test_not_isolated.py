"""Where a machine could not shut submissions in, an instructor is told once: how many, what it means, what to do."""

import json
import logging

import pytest
from nbformat import v4
from typer.testing import CliRunner

from grader.classroom import autograde
from grader.classroom.autograde import Outcome
from grader.classroom.execute import ExecuteSubmission
from grader.classroom.not_isolated import warning
from grader.classroom.notes import notes
from grader.cli import app
from grader.rooms.isolation import NOT_ISOLATED, Level

OPEN, SHUT = str(Level(("limits",))), str(Level(("limits", "namespaces")))


def test_a_level_that_is_none_says_so_in_these_words():
    assert OPEN.startswith(NOT_ISOLATED)
    assert not SHUT.startswith(NOT_ISOLATED)


@pytest.mark.parametrize("levels", [[], [""], [SHUT, SHUT, ""]])
def test_where_all_were_isolated_nothing_is_said(levels):
    assert "" == warning(levels)


def test_a_warning_counts_and_says_what_it_means_and_what_to_do():
    what, means, remedy = warning([OPEN, SHUT, OPEN]).splitlines()

    assert what.startswith(
        "WARNING: 2 of 3 submissions ran on a machine that cannot isolate them: not isolated (only"
    )
    assert means.startswith("What that means: ")
    assert remedy.startswith("What to do: ")


@pytest.mark.parametrize("levels,expected", [([OPEN, OPEN], 1), ([SHUT, SHUT], 0)])
def test_autograde_warns_once_at_its_end(levels, expected, toy, monkeypatch):
    outcomes = [Outcome(f"learner-{at}", level=level) for at, level in enumerate(levels)]
    toy.hand_in("learner-0", toy.notebook())
    monkeypatch.setattr(autograde, "grade_class", lambda *_, **__: iter(outcomes))
    monkeypatch.chdir(toy.root)

    said = CliRunner().invoke(app, ["autograde", "toy"])

    assert 0 == said.exit_code
    assert expected == said.stderr.count("WARNING: 2 of 2 submissions")


def test_autograde_prints_a_line_of_json_for_each_submission(toy, monkeypatch):
    outcomes = [Outcome("ada", 1.5, level=SHUT), Outcome("zoe", error="No examiner could examine this.")]
    toy.hand_in("ada", toy.notebook())
    monkeypatch.setattr(autograde, "grade_class", lambda *_, **__: iter(outcomes))
    monkeypatch.chdir(toy.root)

    said = CliRunner().invoke(app, ["autograde", "toy", "--json"])

    assert outcomes == [Outcome(**json.loads(line)) for line in said.stdout.splitlines()]
    assert 1 == said.exit_code


class _Examined(ExecuteSubmission):
    """Finds that a submission was shut in at the level that is its only cell's text."""

    def _examine(self, nb, cells, where):
        notes(nb).level = nb.cells[0].source
        return {}


@pytest.mark.parametrize("level,expected", [(OPEN, 1), (SHUT, 0)])
def test_nbgraders_own_command_warns_too(level, expected, caplog):
    step = _Examined()
    step.log = logging.getLogger("isolation")
    notebook = v4.new_notebook(cells=[v4.new_code_cell(level)])

    step.preprocess(notebook, {"nbgrader": {"student": "ada"}})

    assert expected == caplog.text.count("ada: WARNING: 1 of 1 submissions")
