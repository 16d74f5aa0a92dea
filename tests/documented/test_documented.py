"""Of a document's text every command is found, and nothing else is taken for one."""

import pytest
from documented import commands, unmarked

CASES = {
    "a block": (
        "```sh\nmake it   # at once\n\n# only a remark\ncd /tmp/class\n```",
        ["make it", "cd /tmp/class"],
    ),
    "a line that goes on": ("```sh\ndocker run \\\n  image\n```", ["docker run image"]),
    "a block within a list": ("1. First:\n\n   ```sh\n   course next\n   ```", ["course next"]),
    "a session": ("```console\n$ course next\nM01\n$ mypy\n```", ["course next", "mypy"]),
    "other languages": (
        "```toml\ncourse = 1\n```\n\n```python\npython -m x\n```\n\n```text\ncourse next\n```",
        [],
    ),
    "text": (
        "Run `python -m grader build`, then `course check m05`.",
        ["python -m grader build", "course check m05"],
    ),
    "a table": ("| a |\n| --- |\n| [x](y) `nbgrader export` |", ["nbgrader export"]),
    "a setting before it": ("`COURSE_RENEW=1 pytest tests/x.py`", ["COURSE_RENEW=1 pytest tests/x.py"]),
    "a setting alone": ("`COURSE_LEARNER=author`", []),
    "a program's name": ("`course` never imports `grader`; `course/asl/` and `bench/asl.py` are files.", []),
    "our own programs": ("`.venv/bin/python -m pytest` `.ci/run`", [".venv/bin/python -m pytest", ".ci/run"]),
    "a generated file": ("`course/lessons/*.ipynb`", []),
    "a program that nobody knows": (
        "`caddy run --adapter x` and `minutes - seconds`",
        ["caddy run --adapter x"],
    ),
    "an option": ("with `--student ID`", ["--student ID"]),
}


@pytest.mark.parametrize("text,expected", CASES.values(), ids=CASES)
def test_commands_are_found(text, expected):
    assert expected == [command.text for command in commands(text, "x.md")]


def test_what_a_session_prints_belongs_to_its_command():
    first, second = commands("# Title\n\n```console\n$ course next\nM01\n...\n$ mypy\n```", "x.md")

    assert ("M01", "...") == first.prints
    assert () == second.prints
    assert "x.md:3" == first.place


def test_a_block_that_does_not_say_what_it_is_is_found():
    assert [3, 9] == unmarked("one\n\n```\ncourse next\n```\n\nwords:\n\n    indented\n\n```sh\nx\n```\n")
