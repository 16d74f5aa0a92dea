"""A process that follows a clock."""

import threading
import time
from datetime import UTC, datetime

import pytest

from course.clock import Ambient, Clock


@pytest.fixture
def clock():
    ambient = Ambient(Clock())
    ambient.start()
    yield ambient.clock
    ambient.stop()


def test_time_and_datetime_follow(clock):
    clock.advance(90)
    now = datetime(2025, 3, 1, 8, 1, 30, tzinfo=UTC)

    assert (now, now.timestamp()) == (datetime.now(UTC), time.time())


def test_the_time_stands_still_while_nothing_sleeps(clock):
    assert time.time() == time.time()


def test_time_sleep_takes_virtual_time_only(clock):
    begin = time.perf_counter()
    time.sleep(86_400)

    assert 86_400 == clock.elapsed
    assert time.perf_counter() - begin < 10


def test_a_task_that_calls_time_sleep_sleeps_on_the_clock(clock):
    log = []

    def worker():
        time.sleep(5)
        log.append(time.time() - clock.start.timestamp())

    clock.spawn(worker)
    time.sleep(10)

    assert log == [5.0]


def test_another_thread_sleeps_really(clock):
    begin = time.perf_counter()
    thread = threading.Thread(target=time.sleep, args=(0.01,))
    thread.start()
    thread.join()

    assert (0.0, True) == (clock.elapsed, time.perf_counter() - begin >= 0.01)


def test_the_event_loops_clock_is_left_alone(clock):
    before = time.monotonic()
    clock.advance(3600)

    assert time.monotonic() - before < 60


def test_an_inner_clock_takes_the_place_of_the_outer_one_until_it_ends(clock):
    clock.advance(100)
    inner = Ambient(Clock(datetime(2030, 1, 1, tzinfo=UTC)))
    inner.start()
    time.sleep(60)

    assert (datetime(2030, 1, 1, 0, 1, tzinfo=UTC), 100.0) == (datetime.now(UTC), clock.elapsed)

    inner.stop()
    time.sleep(1)
    assert (clock.now, 101.0, 60.0) == (datetime.now(UTC), clock.elapsed, inner.clock.elapsed)


def test_afterwards_the_real_time_is_back():
    ambient = Ambient(Clock())
    ambient.start()
    ambient.stop()

    assert time.time() > Clock().start.timestamp() + 86_400
