"""What module 13 grades with: other readers and another crowd than those that every learner sees, in their place."""

from pathlib import Path
from typing import Any

import pytest

from grader.checks import Bench
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m13 import e3_cache_with_care as cache
from grader.rubrics.m13 import e4_polite_client as client
from grader.rubrics.m13.crowd import CLIENTS

ANSWERS = Path(__file__).parents[1] / "answers" / "m13"


def bench(exercise_id: str, answer: str, *, grading: bool) -> Bench:
    """The author's bench, with what a stored answer delivers."""
    asked, space = exercise(exercise_id), dict[str, Any]()
    exec((ANSWERS / answer).read_text(encoding="utf-8"), space)  # noqa: S102  our own answers
    answers = {each: space[each] for each in asked.deliver}
    return Bench(asked, answers, learner_id=AUTHOR, grading=grading)


@pytest.mark.parametrize("grading", [False, True])
def test_a_cache_is_graded_at_another_counter_than_the_visible_one(grading: bool) -> None:
    """One day is played in either case: the counters have other policies, and nothing else is different."""
    place = bench("m13.e3", "e3_cache_with_care/10_none_reference.py", grading=grading)
    (played,), visible = cache.days(place), cache.visible_day(place)

    assert len(played.usual) == len(visible.usual)
    assert grading == (played.usual[0].stored["policyId"] != visible.usual[0].stored["policyId"])


@pytest.mark.parametrize("grading", [False, True])
def test_a_client_is_graded_in_another_crowd_than_the_visible_one(grading: bool) -> None:
    """As many clients, and other random numbers."""
    place = bench("m13.e4", "e4_polite_client/10_none_reference.py", grading=grading)
    (played,), visible = client.crowds(place), client.visible_crowd(place)

    assert CLIENTS == len(played) == len(visible)
    assert grading == ([each.waits for each in played] != [each.waits for each in visible])


@pytest.mark.parametrize("grading", [False, True])
def test_who_takes_a_policy_away_first_is_recognised_in_the_visible_day(grading: bool) -> None:
    """A hint tells nothing of hidden rows, and is the same in the notebook and in the grading."""
    place = bench("m13.e3", "e3_cache_with_care/08_K13.6_takes_it_away_first.py", grading=grading)
    seen = {each.id for each in exercise("m13.e3").misconceptions if each.detect(place)}

    assert {"K13.6"} == seen
