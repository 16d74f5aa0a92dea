"""The real exercises notice the mistakes that are made in their right answers; here a sample, of some modules a day; `grader mutate` takes all."""

import pytest
from typer.testing import CliRunner

from course.syllabus import syllabus
from grader.cli import app

# Mutants of each exercise; of the capstone fewer, since each builds a whole system anew.
SAMPLE, FEWER = 15, {"m14": 4}


@pytest.mark.slow
@pytest.mark.in_turn(3)
@pytest.mark.parametrize("module", [module.id for module in reversed(syllabus().ready)])
def test_mutants_of_right_answers_lose_points(module: str) -> None:
    done = CliRunner().invoke(
        app, ["mutate", module, "--sample", str(FEWER.get(module, SAMPLE)), "--jobs", "1"]
    )

    assert 0 == done.exit_code, done.output
