"""Processes that pause, and buckets of tokens."""

from course.simulation import Bucket, Simulation


def test_processes_go_on_in_the_order_of_their_pauses():
    world, seen = Simulation(), []

    def process(name, *pauses):
        for pause in pauses:
            seen.append((world.now, name))
            yield pause

    world.start(process("slow", 5, 5))
    world.start(process("quick", 1, 1), after=1)
    world.run()

    assert [(0, "slow"), (1, "quick"), (2, "quick"), (5, "slow")] == seen
    assert 10 == world.now


def test_who_is_due_at_the_same_moment_comes_in_the_order_of_starting():
    world, seen = Simulation(), []

    def process(name):
        seen.append(name)
        yield from ()

    for name in "abc":
        world.start(process(name), after=3)
    world.run()

    assert ["a", "b", "c"] == seen


def test_a_bucket_lets_a_burst_in_and_then_its_rate():
    bucket = Bucket(rate=2, burst=3)
    at_once = [bucket.take(0) for _ in range(4)]
    later = [bucket.take(0.4), bucket.take(0.6), bucket.take(0.7)]

    assert [True, True, True, False] == at_once
    assert [False, True, False] == later


def test_a_bucket_holds_no_more_than_its_burst():
    bucket = Bucket(rate=2, burst=3)
    bucket.take(0)

    assert [True, True, True, False] == [bucket.take(1_000) for _ in range(4)]
