"""The command `verify` where nothing needs a kernel."""

import json
import os

import pytest
from typer.testing import CliRunner

from grader.cli import app
from grader.verify import Course, commands, verified
from grader.verify.notebooks import _ways


def test_verify_without_a_course_says_so_and_fails(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, ["verify"])

    assert 1 == result.exit_code
    assert "expected a checkout of the course" in result.output


def test_verify_prints_a_summary_or_json(tiny, monkeypatch):
    import grader.verify

    monkeypatch.setattr(grader.verify, "find_course", lambda _: Course(tiny.root, tiny.package))
    options = ["verify", "m98", "--variants", "2", "--no-notebooks", "--jobs", "1"]
    whole = CliRunner().invoke(app, options, env={"COLUMNS": "160"})
    data = CliRunner().invoke(app, [*options, "--json"])

    assert (0, 0) == (whole.exit_code, data.exit_code)
    assert "m98.e1" in whole.output
    assert all(proof["holds"] for proof in json.loads(data.output))


@pytest.mark.parametrize("part, judged", [("1/1", 6), ("1/2", 3), ("2/4", 2), ("6/6", 1)])
def test_a_part_of_the_stored_answers_is_judged(tiny, monkeypatch, part, judged):
    import grader.verify

    monkeypatch.setattr(grader.verify, "find_course", lambda _: Course(tiny.root, tiny.package))
    options = ["--variants", "1", "--no-notebooks", "--jobs", "1", "--json", "--part", part]
    proofs = json.loads(CliRunner().invoke(app, ["verify", "m98", *options]).output)

    assert judged == len(
        [proof for proof in proofs if proof["claim"].endswith("gets its points and its hint")]
    )


@pytest.mark.parametrize("part", ["2", "0/4", "5/4", "a/b", "1/0"])
def test_a_part_that_there_is_not_is_refused(part):
    refused = CliRunner().invoke(app, ["verify", "m98", "--part", part])

    assert 2 == refused.exit_code
    assert "expected a number and of how many" in refused.output


def test_a_summary_counts_what_fails(tiny, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    (tiny.root / "tests/answers/m98/e1_scale/10_none_plain.py").unlink()

    commands._print_summary(verified(tiny, [], variants_each=1, whole=False))

    assert "1 of 6 FAIL" in capsys.readouterr().out


def test_without_forks_notebooks_are_run_in_kernels_alone(monkeypatch):
    everywhere = [list(_ways(kernels=kernels)) for kernels in (True, False)]
    monkeypatch.delattr(os, "fork")

    assert [["two processes", "a kernel"], ["two processes"]] == everywhere
    assert [["a kernel"]] * 2 == [list(_ways(kernels=kernels)) for kernels in (True, False)]
