import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from grader.cli import COMMANDS, app

LESSON = "course/lessons/tiny.ipynb"


@pytest.fixture
def grader(tiny, monkeypatch):
    """Call the command line inside a tiny course."""
    monkeypatch.chdir(tiny)
    return lambda *words: CliRunner().invoke(app, words)


def edit(path):
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["source"] = ["total = 2"]
    path.write_text(json.dumps(notebook))


def test_build_says_what_it_wrote(grader):
    first, second = grader("build"), grader("build")

    assert (0, f"wrote {LESSON}") == (first.exit_code, first.output.splitlines()[0])
    assert (0, "fresh already: 3\n") == (second.exit_code, second.output)


def test_check_fails_and_names_what_is_stale(grader):
    done = grader("build", "tiny", "--check")

    assert (1, f"{LESSON}: stale; run `python -m grader build`\n") == (done.exit_code, done.output)


def test_an_edit_goes_through_take_and_build_again(grader, tiny):
    grader("build")
    edit(tiny / LESSON)
    refused, taken, checked = grader("build"), grader("take", LESSON), grader("build", "--check")

    assert [1, 0, 0] == [refused.exit_code, taken.exit_code, checked.exit_code]
    assert "wrote authoring/lessons/tiny.py\n" == taken.output


def test_an_error_is_one_sentence_and_no_traceback(grader):
    done = grader("take", "exercises/m00_tiny/m00_tiny.ipynb")

    assert 1 == done.exit_code
    assert 1 == len(done.output.splitlines())


def test_outside_a_course_the_command_says_so(grader, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = grader("build")

    assert 1 == done.exit_code
    assert "found no folder `authoring` here or above" in done.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_in_the_table_explains_itself(grader, name):
    done = grader(name, "--help")

    assert 0 == done.exit_code, done.output
    assert f" {name} [OPTIONS]" in done.output


def test_no_room_is_imported_before_one_of_its_commands_is_called():
    asked = "import sys, grader.cli; print(sorted(sys.modules.keys() & {'nbgrader', 'moto', 'jupytext', 'course'}))"

    assert (
        "[]\n"
        == subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    )
