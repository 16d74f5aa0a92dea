"""What is due happens in order, and nothing happens twice."""

import tracemalloc

import pytest

from course.clock import Clock, ClockError


def _log_at(clock, log, name):
    return lambda: log.append((name, clock.elapsed))


def test_due_things_happen_in_the_order_of_their_times():
    clock, log = Clock(), []
    for seconds in (3, 1, 2):
        clock.call_later(seconds, _log_at(clock, log, seconds))
    clock.settle()

    assert log == [(1, 1.0), (2, 2.0), (3, 3.0)]


def test_of_things_due_at_once_the_first_asked_for_comes_first():
    clock, log = Clock(), []
    for name in "abc":
        clock.call_at(5, _log_at(clock, log, name))
    clock.settle()

    assert [name for name, _ in log] == ["a", "b", "c"]


def test_what_lies_in_the_past_happens_next():
    clock, log = Clock(), []
    clock.sleep(10)
    clock.call_at(3, _log_at(clock, log, "late"))
    clock.settle()

    assert log == [("late", 10.0)]


def test_what_is_cancelled_does_not_happen_and_takes_no_time():
    clock, log = Clock(), []
    clock.call_later(60, _log_at(clock, log, "no")).cancel()
    clock.settle()

    assert (log, clock.elapsed) == ([], 0.0)


def test_to_cancel_afterwards_is_harmless():
    clock, log = Clock(), []
    due = clock.call_later(1, _log_at(clock, log, "once"))
    clock.settle()
    due.cancel()
    clock.settle()

    assert log == [("once", 1.0)]


def test_a_sleep_ends_at_its_time_though_more_is_due_later():
    clock, log = Clock(), []
    clock.call_later(1, _log_at(clock, log, "soon"))
    clock.call_later(9, _log_at(clock, log, "later"))
    clock.sleep(5)

    assert (log, clock.elapsed) == ([("soon", 1.0)], 5.0)


def test_an_action_may_ask_for_more_to_be_done():
    clock, log = Clock(), []
    clock.call_later(1, lambda: clock.call_later(1, _log_at(clock, log, "second")))
    clock.settle()

    assert log == [("second", 2.0)]


@pytest.mark.parametrize(
    "let_time_pass", [lambda c: c.sleep(1), lambda c: c.settle(), lambda c: c.advance(1)]
)
def test_an_action_must_not_let_time_pass(let_time_pass):
    clock = Clock()
    clock.call_later(1, lambda: let_time_pass(clock))

    with pytest.raises(ClockError, match="only tasks may sleep"):
        clock.settle()


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_no_sleep_is_negative_or_endless(seconds):
    with pytest.raises(ValueError, match="number of seconds from 0 up"):
        Clock().sleep(seconds)


def test_the_time_now_is_the_start_and_what_has_elapsed():
    clock = Clock()
    clock.advance(90.5)

    assert "2025-03-01T08:01:30.500000+00:00" == clock.now.isoformat()


def test_who_follows_hears_every_new_time():
    heard = []
    clock = Clock(follow=heard.append)
    clock.call_later(2, lambda: None)
    clock.sleep(3)

    assert [2.0, 3.0] == [(now - clock.start).total_seconds() for now in heard]


def test_what_is_cancelled_does_not_pile_up():
    clock, log = Clock(), []
    clock.call_later(3, _log_at(clock, log, "kept"))
    tracemalloc.start()
    for _ in range(10_000):
        clock.call_later(31_536_000, _log_at(clock, log, "a year ahead")).cancel()
    room, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    clock.settle()

    assert room < 100_000
    assert log == [("kept", 3.0)]
