"""What is given of a branch, and when its customers come."""

from bisect import bisect_left, bisect_right

import pytest

from course.simulation import BranchError, arrivals, branch

NAMES = [f"{name}-{number}" for name in ("north", "river", "lake") for number in range(100, 1_000, 90)]


def test_the_same_name_always_means_the_same_numbers():
    assert branch("north-417") == branch("north-417")
    assert branch("north-417") != branch("north-418")


@pytest.mark.parametrize("name", ["", "...", "north", "north-41", "north-0417", "moon-417", None])
def test_a_name_that_no_branch_has_is_told(name):
    with pytest.raises(BranchError, match=r"found .*; expected the name in your table, such as north-417\."):
        branch(name)


def test_some_ten_thousand_pay_and_more_than_half_of_them_in_the_busy_minutes():
    found = [branch(name) for name in NAMES]

    assert [] == [each.name for each in found if not 9_000 <= each.payments <= 11_000]
    assert [] == [each.name for each in found if not 0.49 < each.busy_payments / each.payments < 0.59]
    assert [] == [each.name for each in found if each.busy_rate < 1.25 * each.calm_rate]


def test_the_bank_takes_for_a_call_and_for_each_payment_in_it():
    given = branch("north-417")

    assert given.bank_call + 6 * given.bank_each == given.call_seconds(6)


def test_places_that_the_bank_does_not_have_add_nothing_to_what_it_can_do():
    given = branch("north-417")
    most = given.capacity(given.bank_places, 6)

    assert given.bank_places * 6 / given.call_seconds(6) == most
    assert most == given.capacity(given.bank_places + 5, 6)
    assert most / given.bank_places == pytest.approx(given.capacity(1, 6))


def test_the_first_month_brings_what_the_branch_says_and_others_up_to_a_twentieth_more_or_less():
    given = branch("north-417")
    first = arrivals(given, "1")
    busy = [at for at in first if at < 60 * given.busy_minutes]
    others = [len(arrivals(given, f"{month}")) for month in range(2, 30)]

    assert (given.payments, given.busy_payments) == (len(first), len(busy))
    assert 0.95 * given.payments - 1 <= min(others) < max(others) <= 1.05 * given.payments + 1
    assert first == sorted(first)


def test_the_reminded_come_within_ten_seconds():
    given = branch("north-417")
    moments = sorted(arrivals(given, "1"))
    most = max(bisect_right(moments, at + 10) - bisect_left(moments, at) for at in moments)

    assert given.reminded <= most <= given.reminded + 80
