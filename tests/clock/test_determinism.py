"""Random programs of sleeping tasks: the same log every time, and everyone wakes exactly when due."""

from hypothesis import given, settings
from hypothesis import strategies as st

from course.clock import Clock

TIMES = st.integers(0, 20)  # whole seconds, so that many things are due at once

# A program is a list of steps: a number sleeps, a list spawns, a tuple spawns and waits.
PROGRAMS = st.recursive(
    st.lists(TIMES, max_size=4),
    lambda inner: st.lists(st.one_of(TIMES, inner, inner.map(tuple)), max_size=4),
    max_leaves=12,
)


def _played(program):
    clock, log = Clock(), []

    def play(steps, name):
        at = clock.elapsed
        for index, step in enumerate(steps):
            if isinstance(step, int):
                clock.sleep(step)
                at += step
                log.append((*name, index, clock.elapsed, at))
            else:
                task = clock.spawn(play, step, (*name, index))
                if isinstance(step, tuple):
                    clock.wait(task)
                    at = clock.elapsed
                    log.append((*name, index, "waited", clock.elapsed))

    clock.wait(clock.spawn(play, program, ()))
    clock.settle()
    return log, clock.elapsed


@settings(max_examples=60, deadline=None)
@given(PROGRAMS)
def test_the_same_program_gives_the_same_log(program):
    assert _played(program) == _played(program)


@settings(max_examples=60, deadline=None)
@given(PROGRAMS)
def test_every_sleeper_wakes_exactly_when_due(program):
    log, _ = _played(program)

    assert [] == [entry for entry in log if entry[-2] != "waited" and entry[-2] != entry[-1]]


@settings(max_examples=60, deadline=None)
@given(PROGRAMS)
def test_the_log_is_in_the_order_of_time(program):
    times = [entry[-1] for entry in _played(program)[0]]

    assert sorted(times) == times


@settings(max_examples=60, deadline=None)
@given(PROGRAMS)
def test_the_end_comes_after_the_longest_chain_of_sleeps(program):
    def length(steps):
        """Return when the steps end, and when the last of all that they started ends."""
        own = last = 0
        for step in steps:
            if isinstance(step, int):
                own += step
            else:
                inner, inner_last = length(step)
                last = max(last, own + inner_last)
                if isinstance(step, tuple):
                    own += inner
        return own, max(own, last)

    assert _played(program)[1] == length(program)[1]
