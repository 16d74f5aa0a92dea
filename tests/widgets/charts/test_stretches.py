"""Long empty stretches of time are drawn short, and nothing else is."""

from course.widgets.charts.stretches import place, stretches
from course.widgets.charts.time_row import shortened, time_row

DAYS = 3 * 86400.0


def cuts(moments):
    return [(each.start, each.end) for each in stretches(moments) if each.cut]


def test_without_a_long_wait_time_is_in_proportion():
    found = stretches([10, 11, 14, 20])

    assert 1 == len(found)
    assert [0, 0.5, 1] == [place(found, moment) for moment in (10, 15, 20)]


def test_a_wait_of_days_between_short_calls_is_drawn_short():
    moments = [0, 0.02, DAYS, DAYS + 0.02]

    assert [(0.02, DAYS)] == cuts(moments)
    assert place(stretches(moments), 0.02) > 0.4


def test_several_long_waits_of_the_same_length_are_all_drawn_short():
    moments = [start + part for start in (0, DAYS, 2 * DAYS) for part in (0, 0.02)]

    assert [(0.02, DAYS), (DAYS + 0.02, 2 * DAYS)] == cuts(moments)


def test_growing_waits_between_retries_keep_their_proportions():
    assert [] == cuts([0, 1, 1.2, 3.2, 3.4, 7.4, 7.6, 15.6])


def test_what_lasts_less_than_a_second_is_never_drawn_short():
    assert [] == cuts([0, 0.001, 0.9, 0.901])


def test_a_single_span_is_not_a_gap():
    assert [] == cuts([0, DAYS])


def test_many_long_waits_leave_room_for_the_rest():
    found = stretches([start * DAYS + part for start in range(10) for part in (0, 0.02)])
    kept = sum(each.right - each.left for each in found if not each.cut)

    assert kept >= 0.599
    assert 1 == round(found[-1].right, 9)


def test_places_never_go_backwards_and_stay_inside():
    moments = [0, 0.02, DAYS, DAYS + 0.02]
    places = [place(stretches(moments), moment) for moment in (-5, 0, 0.01, 100, DAYS, DAYS + 5)]

    assert places == sorted(places)
    assert (0, 1) == (places[0], places[-1])


def test_no_moment_and_one_moment_have_a_stretch_too():
    assert 1 == len(stretches([]))
    assert 0 <= place(stretches([7]), 7) <= 1


def test_the_short_ones_are_told_in_words_and_marked():
    found = stretches([0, 0.02, DAYS, DAYS + 0.02])

    assert "1 long wait (3 d) is drawn short." == shortened(found)
    assert 'course-fall-cut"' in time_row(found)
    assert "" == shortened(stretches([0, 1]))


def test_minutes_between_tries_are_drawn_short_beside_a_request_of_seconds():
    assert [(3, 63), (63.2, 183)] == cuts([0, 1, 3, 63, 63.2, 183, 183.2])
