"""A learner's values of an exercise."""

import random
from typing import Any

from grader.checks import Exercise


def _number(rng: random.Random) -> dict[str, Any]:
    return {"number": rng.randrange(10**9)}


ONE = Exercise("m98.e1", "one", ("x",), (), (), variant=_number)
OTHER = Exercise("m98.e2", "other", ("x",), (), (), variant=_number)
SHARING = Exercise("m98.e2", "other", ("x",), (), (), variant=_number, values_of="m98.e1")


def test_each_exercise_draws_its_own() -> None:
    assert ONE.values("ada") == ONE.values("ada")
    assert ONE.values("ada") != OTHER.values("ada")


def test_an_exercise_may_share_those_of_another() -> None:
    assert ONE.values("ada") == SHARING.values("ada")
    assert ONE.values("bob", "a key") == SHARING.values("somebody", "a key")
