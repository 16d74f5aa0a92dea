"""Style, types and the direction of imports, as everybody's editor would tell them."""

import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-fix", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_nothing_is_left_to_say(root, command):
    ended = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ended.returncode == 0, ended.stdout


def test_every_ignored_lint_carries_its_reason(root):
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    section = text[text.index("[tool.ruff]") : text.index("[tool.ruff.lint.flake8")]
    entries = [line for line in section.splitlines() if line.startswith('    "')]

    assert entries
    assert [] == [line for line in entries if "  # " not in line]
