"""The slider goes by virtual time, and a long wait does not swallow everything else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from course.widgets.execution.time_scale import time_scale


def test_a_longer_gap_takes_more_room():
    places = time_scale([0, 1, 4]).places

    assert places[2] - places[1] > places[1] - places[0]


def test_a_day_leaves_room_for_seconds():
    places = time_scale([0, 1, 2, 86402, 86403]).places

    assert places[3] - places[2] < 0.5
    assert places[1] > 0.1


def test_a_gap_that_was_shortened_says_so_and_how_long_it_is():
    pauses = time_scale([0, 1, 2, 86402, 86403]).pauses

    assert [("1 s", False), ("1 s", False), ("1 d", True), ("1 s", False)] == [
        (pause.words, pause.is_cut) for pause in pauses
    ]


def test_events_of_one_moment_can_be_told_apart():
    assert (0.0, 0.5, 1.0) == time_scale([7, 7, 7]).places


def test_one_event_alone_has_a_place():
    assert (0.0,) == time_scale([0]).places


@given(st.lists(st.floats(0, 1e9), min_size=1).map(sorted))
def test_places_never_go_back_and_stay_on_the_slider(seconds):
    places = time_scale(seconds).places

    assert all(earlier <= later for earlier, later in pairwise(places))
    assert 0 <= places[0] <= places[-1] <= 1
