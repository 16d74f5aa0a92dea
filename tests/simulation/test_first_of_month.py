"""What becomes of a branch's payments, setting by setting."""

import math
from dataclasses import replace

import pytest

from course.simulation import Plan, branch, first_of_month

OURS = branch("north-627")
GOOD = Plan(concurrency=15, queue="before the bank", batch=7, cache_seconds=250, rate=6.2, burst=48)
# A branch without a bottleneck: nobody has to wait for anybody.
WIDE = replace(OURS, bank_places=10_000, db_rate=1e5, db_burst=100_000)
OPEN = Plan(concurrency=10_000, queue="none", batch=1, cache_seconds=250, rate=1e5, burst=1e5)


def played(month="1", **settings):
    """What a month comes to with the good plan, some of it changed."""
    return first_of_month(OURS, replace(GOOD, **settings), month)


def down(**settings):
    """The same with the bank down when it hurts most."""
    return first_of_month(OURS, replace(GOOD, **settings), bank_down_from=60 * OURS.worst_minute)


def test_the_same_month_always_comes_to_the_same():
    assert played() == played()
    assert played().waits != played("2").waits


def test_a_good_plan_keeps_all_promises():
    found, outage = played(), down()

    assert found.p95 <= OURS.p95_limit
    assert 0 == found.lost.total() == outage.lost.total()
    assert found.cost <= OURS.budget
    assert outage.caught_up <= 60 * OURS.catch_up_minutes


@pytest.mark.parametrize("queue", ["none", "before the bank", "behind the bank"])
@pytest.mark.parametrize("month", ["1", "2"])
def test_each_payment_is_either_done_or_lost(queue, month):
    found = played(month, queue=queue, concurrency=4)

    assert found.payments == len(found.waits) + found.lost.total()
    assert (OURS.payments == found.payments) == (month == "1")


def test_where_nobody_waits_a_payment_takes_as_long_as_its_call_fifteen_percent_more_or_less():
    found = first_of_month(WIDE, OPEN)

    assert OURS.payments == len(found.waits) == found.calls
    assert pytest.approx(0.85 * OURS.call_seconds(1), rel=1e-3) == min(found.waits)
    assert pytest.approx(1.15 * OURS.call_seconds(1), rel=1e-3) == max(found.waits)
    assert pytest.approx(OURS.call_seconds(1), rel=0.01) == found.mean


def test_the_places_that_littles_law_asks_for_suffice_and_three_quarters_of_them_do_not():
    under_way = OURS.busy_rate / 7 * OURS.call_seconds(7)
    enough, too_few = (played(concurrency=round(share * under_way)) for share in (1.3, 0.75))

    assert enough.mean < OURS.p95_limit
    assert too_few.mean > 5 * OURS.p95_limit


def test_a_batch_is_waited_for_until_it_is_full():
    assert pytest.approx(OURS.payments / 7, rel=0.01) == played().calls


def test_a_batch_is_waited_for_thirty_seconds_at_most():
    found = first_of_month(WIDE, replace(OPEN, queue="before the bank", batch=10_000))
    longest = OURS.call_seconds(31 * 30) * 1.15 + 31

    assert 0 == found.lost.total()
    assert pytest.approx(3_600 / 30, rel=0.05) == found.calls
    assert max(found.waits) < longest


def test_one_call_too_many_and_the_bank_refuses_all_for_a_while():
    few, many = down(), down(concurrency=16)

    assert 0 == few.refused_by_the_bank < many.refused_by_the_bank
    assert few.caught_up < many.caught_up


@pytest.mark.parametrize("queue", ["none", "behind the bank"])
def test_without_a_queue_before_the_bank_payments_are_lost_when_it_is_down(queue):
    assert down(queue=queue).lost["refused by the bank"] > 600 * 0.9 * OURS.busy_rate


def test_with_one_they_wait():
    outage = down()
    depth = max(many for _, many in outage.curves["most in the queue"])

    assert 0 == outage.lost.total()
    assert 600 * OURS.busy_rate <= depth + 100 <= 600 * OURS.busy_rate + OURS.reminded + 200


def test_without_a_free_worker_or_a_queue_payments_are_lost():
    assert played(queue="none", concurrency=4).lost["no worker was free"] > OURS.payments / 2


def test_what_is_not_done_after_two_hours_is_lost():
    found = played(concurrency=1)

    assert found.lost["not done after two hours"] > OURS.payments / 2


def test_without_a_cache_each_payment_needs_two_reads():
    assert 2 * OURS.payments == first_of_month(WIDE, replace(OPEN, cache_seconds=0)).reads


def test_with_a_cache_each_tariff_is_read_once_in_a_while():
    reads = first_of_month(WIDE, replace(OPEN, cache_seconds=200)).reads - OURS.payments

    assert 0.8 * OURS.tariffs * 3_600 / 200 <= reads <= OURS.tariffs * 3_600 / 200


def test_nobody_is_given_an_old_tariff_as_long_as_the_cache_keeps_to_the_limit():
    assert 0 == played(cache_seconds=OURS.fresh_for).lost.total()
    assert played(cache_seconds=OURS.fresh_for + 60).lost["reckoned with an old tariff"] > 100


def test_more_than_the_database_bears_is_lost():
    assert played(rate=1e5, burst=1e5).lost["refused by the database"] > OURS.most_lost


def test_who_is_refused_at_the_front_door_comes_again_and_gives_up_in_the_end():
    patient, hopeless = played(), played(rate=1)

    assert patient.refused_at_the_door > 100
    assert 0 == patient.lost.total()
    assert hopeless.lost["gave up at the front door"] > OURS.payments / 2


def test_the_cost_is_that_of_workers_calls_and_reads():
    found = played()
    expected = 15 * OURS.place_price + found.calls * OURS.call_price + found.reads / 1_000 * OURS.read_price

    assert pytest.approx(expected) == found.cost


def test_p95_counts_the_lost_as_never_done():
    found = first_of_month(OURS, GOOD)
    found.lost["for another reason"] = len(found.waits) // 18

    assert math.isinf(found.p95)
    assert found.mean < OURS.p95_limit


def test_p95_is_what_95_of_100_do_not_exceed():
    found = played()
    p95 = found.p95

    assert 0.95 <= sum(each <= p95 for each in found.waits) / found.payments < 0.951


def test_curves_have_a_number_for_each_half_minute():
    curves = played().curves

    assert ["come, a second", "most in the queue", "most calls at the bank"] == list(curves)
    assert OURS.payments == pytest.approx(30 * sum(many for _, many in curves["come, a second"]))
