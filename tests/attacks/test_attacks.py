"""Attacks and accidents in code: each gets the score that it deserves, and nobody else pays for it."""

import pytest

from grader.rooms.isolation import level
from tests.attacks.case import CASES
from tests.attacks.stage import Outcome

pytestmark = pytest.mark.skipif(not level().is_isolated, reason=f"here a submission is {level()}")

# One of each kind, for everyday runs; the others are marked slow.
SAMPLE = {
    "alarm_left_behind",
    "asks_whether_it_is_graded",
    "boto3_hooks",
    "builtins_patched_when_called",
    "clock_at_the_end_of_years",
    "daemon",
    "equals_everything",
    "errors_of_every_form",
    "exit_in_an_answer",
    "files_in_tmp_and_home",
    "grade_replaced",
    "handler_that_exits",
    "handles_forged",
    "ipython_transformers",
    "magics_above_an_answer",
    "memory_read",
    "messages_of_every_form",
    "network_reached",
    "outputs_of_every_form",
    "text_of_another",
    "threads_that_poll",
    "writes_outside",
}
TABLE = [
    pytest.param(case, id=name, marks=[] if name in SAMPLE else pytest.mark.slow)
    for name, case in CASES.items()
]


@pytest.mark.parametrize("case", TABLE)
def test_a_case_gets_what_it_deserves_and_costs_nobody_anything(stage, case):
    outcome = stage.play(case)

    assert Outcome(case.deserved) == outcome, case.sentence


def test_the_sample_is_of_cases_that_there_are():
    assert set(CASES) >= SAMPLE
    assert len(CASES) >= 60
