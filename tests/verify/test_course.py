"""The real exercises are proven, by the command that authors use; `--variants` is smaller here than its default."""

import pytest
from typer.testing import CliRunner

from course.syllabus import syllabus
from grader.cli import app


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.parametrize("module", [module.id for module in syllabus().ready])
def test_every_exercise_of_the_module_is_proven(module: str) -> None:
    done = CliRunner().invoke(app, ["verify", module, "--variants", "5", "--jobs", "1"])

    assert 0 == done.exit_code, done.output
