"""What holds of buckets and routes whatever is asked."""

from hypothesis import given
from hypothesis import strategies as st

from course.clock import Clock
from course.cloud.front_door.routing import fit
from course.cloud.token_bucket import TokenBuckets

PAUSES = st.lists(st.floats(0, 5, allow_nan=False), min_size=1, max_size=60)


@given(st.floats(0.1, 20), st.integers(1, 20), PAUSES)
def test_a_bucket_lets_through_at_most_its_burst_and_what_flows_in(rate, burst, pauses):
    clock = Clock()
    buckets, passed = TokenBuckets(clock), 0
    for pause in pauses:
        clock.sleep(pause)
        passed += buckets.take("a", rate, burst)

    assert min(len(pauses), burst) <= passed <= burst + sum(pauses) * rate + 1e-6


@given(st.integers(1, 50))
def test_a_bucket_of_one_key_is_not_another_s(count):
    buckets = TokenBuckets(Clock())
    found = [buckets.take(key, 1, 1) for key in range(count)]

    assert [True] * count == found


SEGMENTS = st.lists(st.text(alphabet="abc", min_size=1, max_size=3), max_size=5)


@given(SEGMENTS)
def test_a_path_fits_itself_and_its_parameters_say_what_it_was(segments):
    names = [f"{{p{place}}}" for place in range(len(segments))]

    assert {} == fit(segments, segments)
    assert segments == list((fit(names, segments) or {}).values())
    assert fit(["{proxy+}"], segments) == ({"proxy": "/".join(segments)} if segments else None)
