import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.distributed_map.tolerance import Tolerance


@pytest.mark.parametrize(
    "tolerance, failed, total, expected",
    [
        (Tolerance(), 0, 10, False),
        (Tolerance(), 1, 10, True),
        (Tolerance(count=2), 2, 10, False),
        (Tolerance(count=2), 3, 10, True),
        (Tolerance(percentage=20), 2, 10, False),
        (Tolerance(percentage=20), 3, 10, True),
        (Tolerance(percentage=7), 7, 100, False),
        (Tolerance(percentage=0.5), 1, 200, False),
        (Tolerance(percentage=100), 10, 10, False),
        (Tolerance(count=5, percentage=10), 2, 10, True),
        (Tolerance(count=1, percentage=50), 2, 10, True),
        (Tolerance(count=5, percentage=50), 5, 10, False),
    ],
)
def test_failures_are_tolerated_up_to_the_bounds(tolerance, failed, total, expected):
    assert expected == tolerance.exceeded(failed, total)


@given(st.integers(0, 50), st.floats(0, 100), st.integers(1, 100), st.integers(0, 100))
def test_one_more_failure_never_makes_it_better(count, percentage, total, failed):
    tolerance = Tolerance(count, percentage)

    assert tolerance.exceeded(failed, total) <= tolerance.exceeded(failed + 1, total)
