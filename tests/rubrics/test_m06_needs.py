"""The needs from which queue, topic, bus and call are chosen."""

from collections import Counter
from pathlib import Path

import pytest

from grader.rubrics.m06.e5_queue_topic_or_bus import DECIDING
from grader.rubrics.m06.needs import CHOICES, NEEDS, REASONS

TASK = (Path(__file__).parents[2] / "authoring" / "assignments" / "m06_events.py").read_text(encoding="utf-8")


def test_there_are_more_needs_of_each_reason_than_one_learner_gets():
    stored = Counter(need.reason for need in NEEDS)

    assert set(REASONS) == set(stored)
    assert all(stored[reason] > count for reason, count in Counter(DECIDING).items())


def test_every_choice_serves_one_of_a_learners_needs():
    assert set(CHOICES) == {REASONS[reason] for reason in DECIDING}


@pytest.mark.parametrize("reason", REASONS)
def test_the_task_says_what_the_reason_is_and_which_choice_follows(reason):
    assert f"# | `{REASONS[reason]}` | `{reason}` | " in TASK
