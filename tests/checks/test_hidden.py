"""Hidden rows: there in grading, drawn, and always the same for the same keys."""

import dataclasses
import random

import pytest

from grader.checks import Bench, Keys, hidden, is_hidden

ANNAS = Keys(values="annas values", hidden="annas hidden rows")
BERTS = Keys(values="berts values", hidden="berts hidden rows")


@hidden
def amounts(bench, rng):
    return [rng.randint(1, 10**9), rng.randint(1, 10**9)]


@hidden
def other_amounts(bench, rng):
    return [rng.randint(1, 10**9), rng.randint(1, 10**9)]


@pytest.fixture
def bench(exercise):
    varied = dataclasses.replace(exercise, variant=lambda rng: {"limit": rng.randint(1, 10**9)})
    return lambda learner="anna", *, grading=True, **more: Bench(
        varied, {}, learner_id=learner, grading=grading, **more
    )


def test_outside_of_grading_there_are_none(bench):
    assert [] == amounts(bench(grading=False, keys=ANNAS))


def test_they_are_the_same_each_time_they_are_asked_for(bench):
    one = bench()

    assert amounts(one) == amounts(one) == amounts(bench())


def test_each_function_draws_its_own(bench):
    assert amounts(bench()) != other_amounts(bench())


def test_without_an_exam_they_come_from_the_learners_id(bench):
    assert amounts(bench("anna")) != amounts(bench("bert"))


def test_in_an_exam_they_come_from_the_hidden_key_alone(bench):
    same_hidden_key = Keys(values=BERTS.values, hidden=ANNAS.hidden)

    assert amounts(bench("anna", keys=ANNAS)) == amounts(bench("bert", keys=same_hidden_key))
    assert 3 == len({str(amounts(bench("anna", keys=keys))) for keys in (Keys(), ANNAS, BERTS)})


def test_in_an_exam_values_come_from_their_own_key_alone(bench):
    same_values = Keys(values=ANNAS.values, hidden="")

    assert bench("anna", keys=ANNAS).variant == bench("bert", keys=same_values).variant
    assert 3 == len({bench("anna", keys=keys).variant["limit"] for keys in (Keys(), ANNAS, BERTS)})


def test_rows_that_everybody_may_see_follow_the_values(bench):
    def drawn(**more):
        return bench(**more).rng.random()

    assert drawn(keys=ANNAS) == drawn(keys=Keys(values=ANNAS.values))
    assert drawn(keys=ANNAS) != drawn()


def test_such_a_function_can_be_told_from_others():
    assert [True, False, False] == [is_hidden(thing) for thing in (amounts, random.random, "amounts")]
