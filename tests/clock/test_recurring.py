"""What is due again and again, beside what is due once."""

import pytest

from course.clock import Clock, ClockError
from course.clock.bell import Bell


def _every(clock: Clock, seconds: float, act) -> None:
    def tick() -> None:
        act()
        clock.recur_at(clock.elapsed + seconds, tick, "a tick")

    clock.recur_at(clock.elapsed + seconds, tick, "a tick")


def test_a_schedule_ticks_while_time_passes() -> None:
    clock, ticks = Clock(), []
    _every(clock, 60, lambda: ticks.append(clock.elapsed))
    clock.sleep(180)

    assert [60, 120, 180] == ticks


def test_settle_does_not_wait_for_a_schedule() -> None:
    clock, ticks = Clock(), []
    _every(clock, 60, lambda: ticks.append(clock.elapsed))

    assert clock.settle() is None
    assert ([], 0) == (ticks, clock.elapsed)


def test_a_schedule_ticks_while_settle_waits_for_something_else_and_what_it_starts_is_waited_for() -> None:
    clock, done = Clock(), []
    _every(clock, 60, lambda: clock.spawn(lambda: (clock.sleep(20), done.append(clock.elapsed))))
    clock.spawn(clock.sleep, 100)
    clock.settle()

    assert ([80], 100) == (done, clock.elapsed)


def test_of_two_things_at_the_same_moment_the_tick_of_a_schedule_waits() -> None:
    clock, order = Clock(), []
    clock.recur_at(5, lambda: order.append("tick"))
    clock.call_at(5, lambda: order.append("once"))
    clock.sleep(5)

    assert ["once", "tick"] == order


def test_who_waits_for_what_never_happens_is_told_although_a_schedule_goes_on() -> None:
    clock = Clock()
    _every(clock, 60, lambda: None)

    def for_ever() -> None:
        clock.running.suspend()

    task = clock.spawn(lambda: clock.wait(clock.spawn(for_ever)))
    with pytest.raises(ClockError, match="will never happen"):
        clock.wait(task)

    assert clock.elapsed < 7 * 3600


def test_what_a_schedule_does_in_the_end_is_waited_for() -> None:
    clock, bell = Clock(), Bell()
    _every(clock, 3600, lambda: bell.ring() if clock.elapsed >= 3 * 3600 else None)
    task = clock.spawn(lambda: clock.listen(bell, 10 * 3600))

    assert clock.wait(task) is True
    assert 3 * 3600 == clock.elapsed
