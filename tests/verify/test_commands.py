"""The commands `verify` and `check` where nothing needs a kernel."""

import json

from typer.testing import CliRunner

from grader.cli import app
from grader.verify import Course, commands, verified


def test_verify_without_a_course_says_so_and_fails(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(app, ["verify"])

    assert 1 == result.exit_code
    assert "expected a checkout of the course" in result.output


def test_check_without_a_file_says_so_and_fails(tmp_path):
    result = CliRunner().invoke(app, ["check", str(tmp_path / "none.ipynb")])

    assert 1 == result.exit_code
    assert "found no such file" in result.output


def test_verify_prints_a_summary_or_json(tiny, monkeypatch):
    import grader.verify

    monkeypatch.setattr(grader.verify, "find_course", lambda _: Course(tiny.root, tiny.package))
    options = ["verify", "m98", "--variants", "2", "--no-notebooks", "--jobs", "1"]
    whole = CliRunner().invoke(app, options, env={"COLUMNS": "160"})
    data = CliRunner().invoke(app, [*options, "--json"])

    assert (0, 0) == (whole.exit_code, data.exit_code)
    assert "m98.e1" in whole.output
    assert all(proof["holds"] for proof in json.loads(data.output))


def test_a_summary_counts_what_fails(tiny, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    (tiny.root / "tests/answers/m98/e1_scale/10_none_plain.py").unlink()

    commands._print_summary(verified(tiny, [], variants_each=1, kernels=False))

    assert "1 of 6 FAIL" in capsys.readouterr().out
