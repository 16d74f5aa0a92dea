"""Module 14, E1: the notebook says of each word what the rubric knows, and every decision can be made whole."""

from pathlib import Path

import pytest

from grader.rubrics import exercise
from grader.rubrics.m14.decision_words import ANSWERS, FIELDS, HELPS, RISKS
from grader.rubrics.m14.hops import BUILT, hops

TEXT = Path(__file__).parents[2] / "authoring" / "assignments" / "m14_capstone.py"
LEARNERS = [f"learner-{number}" for number in range(40)]


def _hops(learner):
    return hops(exercise("m14.e1").values(learner))


@pytest.mark.parametrize("field", FIELDS)
def test_the_notebook_has_a_row_for_each_word(field):
    text = TEXT.read_text(encoding="utf-8")
    lacking = [word for word, said in FIELDS[field].items() if f"# | `{word}` | {said} |\n" not in text]

    assert [] == lacking


def test_each_risk_has_an_answer_and_each_answer_a_risk():
    assert RISKS.keys() == HELPS.keys()
    assert ANSWERS.keys() == set().union(*HELPS.values())


def test_each_hop_uses_known_words():
    unknown = [
        (hop.code, field, word)
        for hop in _hops("ada")
        for field, words in zip(
            FIELDS, (hop.styles, hop.services, hop.reasons, hop.risks, hop.answers), strict=True
        )
        for word in words - FIELDS[field].keys()
    ]

    assert [] == unknown


def test_against_each_risk_of_a_hop_something_helps_there():
    helpless = [
        (hop.code, risk) for hop in _hops("ada") for risk in hop.risks if not hop.allowed("answer", risk)
    ]

    assert [] == helpless


def test_each_answer_of_a_hop_helps_against_one_of_its_risks():
    idle = [
        (hop.code, answer)
        for hop in _hops("ada")
        for answer in hop.answers
        if not any(answer in HELPS[risk] for risk in hop.risks)
    ]

    assert [] == idle


def test_what_is_built_is_decided():
    assert list(BUILT) == [hop.code for hop in _hops("ada")][: len(BUILT)]


@pytest.mark.parametrize("learner", LEARNERS)
def test_one_check_is_in_time_and_the_other_is_not(learner):
    quick, slow = exercise("m14.e1").values(learner)["checks"].values()
    styles = {hop.code: hop.styles for hop in _hops(learner)}

    assert ({"synchronous"}, {"asynchronous", "receipt"}) == (styles[quick], styles[slow])


def test_which_of_the_two_comes_first_is_left_to_chance():
    first = {hop.styles == {"synchronous"} for learner in LEARNERS for hop in _hops(learner)[-2:-1]}

    assert {True, False} == first
