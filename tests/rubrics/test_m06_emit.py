"""Emitting events while entries fail: nobody who tries again as often as the task allows loses a payment."""

from collections import Counter

import pytest

from grader.rubrics.m06.e1_emit import FAILING, ON_THE_BAD_DAY, variant

FEWEST_TRIES = 4


def _later(taken):
    waiting = list(range(ON_THE_BAD_DAY))
    while waiting:
        waiting = [each for each in waiting if not taken(each)]


def _after_each_call(taken):
    for begin in range(0, ON_THE_BAD_DAY, 10):
        waiting = list(range(begin, min(begin + 10, ON_THE_BAD_DAY)))
        while waiting:
            waiting = [each for each in waiting if not taken(each)]


def _beside_the_next_ones(taken):
    waiting = list(range(ON_THE_BAD_DAY))
    while waiting:
        some, waiting = waiting[:10], waiting[10:]
        waiting = [each for each in some if not taken(each)] + waiting


def _one_at_a_time(taken):
    for each in range(ON_THE_BAD_DAY):
        while not taken(each):
            pass


@pytest.mark.parametrize("failing", FAILING, ids=str)
@pytest.mark.parametrize("tries_again", [_later, _after_each_call, _beside_the_next_ones, _one_at_a_time])
def test_no_payment_fails_as_often_as_it_may_be_tried(failing, tries_again):
    sent = Counter()

    def taken(payment):
        sent[payment] += 1
        return sent.total() not in failing

    tries_again(taken)

    assert max(sent.values()) < FEWEST_TRIES
    assert ON_THE_BAD_DAY + len(failing) == sent.total()


def test_a_payment_may_be_tried_four_times_at_least():
    class Least:
        choice = staticmethod(lambda options: options[0])
        randint = staticmethod(lambda least, _: least)

    assert FEWEST_TRIES == variant(Least)["tries"]
