"""moto's random texts, drawn faster: the same texts, and as many numbers drawn."""

import pytest
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.moto_random import MotoRandom
from moto.sqs.utils import generate_receipt_handle

from course.cloud.seams import drawn

SETTINGS = [{}, {"length": 52}, {"length": 7, "include_digits": False}, {"lower_case": True}, {"length": 0}]


@pytest.fixture
def drawn_by():
    """What a function draws from one seed, and the number that comes next."""
    before = mock_random.getstate()

    def asked(function, *words, **settings):
        mock_random.seed(71)
        return [function(*words, **settings) for _ in range(20)], mock_random.random()

    yield asked
    mock_random.setstate(before)


def test_a_receipt_handle_is_the_one_that_moto_draws(drawn_by):
    instead = next(seam.instead for seam in drawn.SEAMS if seam.method == "generate_receipt_handle")

    assert drawn_by(generate_receipt_handle) == drawn_by(instead)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_a_random_string_is_the_one_that_moto_draws(drawn_by, settings):
    instead = next(seam.instead for seam in drawn.SEAMS if seam.method == "get_random_string")
    theirs = MotoRandom.get_random_string

    assert drawn_by(theirs, mock_random, **settings) == drawn_by(instead, mock_random, **settings)
