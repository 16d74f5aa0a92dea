"""The real exercises are proven, by the command that authors use; `--variants` is smaller here than its default."""

import pytest
import turns
from typer.testing import CliRunner

from course.syllabus import syllabus
from grader.cli import app

# Of the capstone less at a time, since each answer builds a whole system: variants, and parts of its stored answers.
LESS = ["--variants", "2", "--part", turns.part(4)]
OPTIONS = {"m14": LESS}


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("module", [module.id for module in reversed(syllabus().ready)])
def test_every_exercise_of_the_module_is_proven(module: str) -> None:
    options = OPTIONS.get(module, ["--variants", "5"])

    done = CliRunner().invoke(app, ["verify", module, "--jobs", "1", *options])

    assert 0 == done.exit_code, done.output
