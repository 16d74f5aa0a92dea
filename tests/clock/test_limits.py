"""A clock may be bounded, and `settle` always ends."""

from contextlib import suppress

import pytest

from course.clock import Clock, TimeIsUp


def test_a_polling_loop_ends_at_the_limit_though_it_catches_every_exception():
    clock = Clock(limit=60)

    def poll():
        while True:
            with suppress(Exception):  # as learners write it
                clock.sleep(7)

    with pytest.raises(TimeIsUp, match="polls for ever"):
        poll()
    assert 60 == clock.elapsed


def test_a_polling_task_ends_whoever_lets_time_pass():
    clock = Clock(limit=60)

    def poll():
        while True:
            clock.sleep(7)

    clock.spawn(poll)
    with pytest.raises(TimeIsUp):
        clock.settle()
    clock.close()


def test_time_up_to_the_limit_may_be_used():
    clock = Clock(limit=60)
    clock.sleep(60)

    assert 60 == clock.elapsed


def test_a_limit_may_be_lifted_and_nothing_due_was_lost():
    clock, log = Clock(limit=5), []
    clock.call_later(10, lambda: log.append(clock.elapsed))
    with pytest.raises(TimeIsUp):
        clock.settle()
    clock.limit = None
    clock.settle()

    assert log == [10.0]


def test_settle_returns_none_when_all_is_quiet():
    clock = Clock()
    clock.call_later(100, lambda: None)

    assert (None, 100.0) == (clock.settle(), clock.elapsed)


def test_settle_gives_up_on_what_never_ends_and_says_what_it_is():
    clock = Clock()

    def poll():
        while True:
            clock.sleep(7)

    clock.spawn(poll, name="a poller")
    left = clock.settle(at_most=3600)

    assert "after 1 virtual hours it is still not quiet; under way: a poller" == repr(left)
    assert 3598 == clock.elapsed
    clock.close()


def test_settle_bounds_itself():
    clock = Clock()

    def poll():
        while True:
            clock.sleep(600)

    clock.spawn(poll)
    left = clock.settle()

    assert (6 * 3600.0, 1) == (left.seconds, len(left.due))
    clock.close()
