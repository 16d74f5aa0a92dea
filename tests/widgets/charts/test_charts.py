"""Charts say their numbers in words, too."""

from dataclasses import replace

import pytest

from course.cloud.trace import Span
from course.widgets import bars, depth_chart, histogram, table, timeline
from course.widgets.charts.axes import Scale, round_ticks, time_ticks
from course.widgets.charts.bars import ranges
from course.widgets.charts.depth import summary
from course.widgets.charts.timeline import lanes_of


def test_a_scale_maps_both_ends():
    scale = Scale(0, 10, 100, 200)

    assert (100, 150, 200) == (scale(0), scale(5), scale(10))


@pytest.mark.parametrize(
    "low, high, ticks",
    [(0, 3600, [0, 600, 1200, 1800, 2400, 3000, 3600]), (0, 0.05, [0, 0.01, 0.02, 0.03, 0.04, 0.05])],
)
def test_times_are_marked_where_a_clock_would(low, high, ticks):
    assert ticks == time_ticks(low, high)


def test_numbers_are_marked_at_round_ones():
    assert [0, 20, 40, 60] == round_ticks(63)


def test_a_summary_has_the_deepest_moment_and_the_losses():
    rows = summary({"q": [(0, 0), (60, 5), (90, 1)]}, {"direct": 7})

    assert [["q", "5", "1 min", "1", "0"], ["direct", "no queue", "", "", "7"]] == rows


def test_a_depth_chart_draws_steps_and_its_table():
    shown = depth_chart({"q": [(0, 0), (60, 5)]})

    assert " H" in shown.html
    assert "<table>" in shown.html
    assert "q      5        1 min       5           0" in shown.text


def test_ranges_hold_every_value_once():
    values = [0.0, 1.0, 2.0, 4.0]

    assert {"0 s to 2 s": 2, "2 s to 4 s": 2} == ranges(values, 2)
    assert {"3 s": 2} == ranges([3, 3], 5)
    assert "4 times" not in histogram(values, count=2).html


def test_a_histogram_says_what_is_counted():
    shown = histogram([3, 3, 5])

    assert "How many of 3 values fall into each range" in shown.text
    assert ">2 values</text>" in shown.html
    assert ">1 value</text>" in shown.html
    assert "2 values, all the same" in histogram([2, 2]).text


def test_bars_without_a_title_have_a_heading():
    assert "<h4>In calls</h4>" in bars({"a": 1}, unit="calls").html
    assert "<h4>Values</h4>" in bars({"a": 1}).html


def test_a_column_of_numbers_stands_right_although_some_are_missing():
    html = table([{"queue": "a", "deep": 3}, {"queue": "b", "deep": None}, {"queue": "c"}]).html

    assert 4 == html.count('class="course-number"')


def test_bars_say_number_and_unit():
    shown = bars({"polling": 3600, "push": 12}, unit="calls", title="Calls in one hour")

    assert ">3,600 calls</text>" in shown.html
    assert ["Calls in one hour", "         calls", "polling  3,600", "push     12"] == shown.text.splitlines()


def test_a_negative_bar_is_refused_kindly():
    assert "shorter than nothing" in bars({"a": -1}).text


def test_a_table_takes_the_columns_as_they_come():
    text = table([{"a": 1, "b": True}, {"a": 2.5, "c": None}], "Title").text

    assert ["Title", "a    b    c", "1    yes", "2.5"] == text.splitlines()


def test_lanes_tell_who_waits_and_who_works(trace):
    lanes = [(bar.lane, bar.does) for bar in lanes_of(trace)]

    assert ("this notebook", "waits") == lanes[1]
    assert ("customer-q", "is on its way") == lanes[2]
    assert ("audit", "works") in lanes


def test_a_call_from_inside_a_function_stands_in_its_lane(trace):
    trace[1].cause = 7

    assert "audit" == lanes_of(trace)[1].lane


def test_a_timeline_can_show_some_lanes_only(trace):
    text = timeline(trace, only=["customer-q"]).text

    assert "customer-q" in text
    assert "audit" not in text


def test_a_timeline_late_in_a_lesson_counts_from_the_first_span_shown(trace):
    late = [replace(span, start=span.start + 22800, end=span.end + 22800) for span in trace]

    shown = timeline(late)

    assert "Times count from the first span shown, at 6 h 20 min of virtual time." in shown.text
    assert "Times count from the first span shown, at 6 h 20 min of virtual time." in shown.html
    assert "6 h" not in shown.html.replace("at 6 h 20 min of virtual time", "")
    assert "+1 s        +1.03 s" in shown.text


def test_times_long_after_the_first_span_are_still_told_apart(trace):
    trace[7].end += 0.03

    row = next(line for line in timeline(trace).text.splitlines() if "lost" in line)

    assert row.startswith("+3 min 1 s  +3 min 1.03 s")


def test_times_count_from_the_first_span_of_the_lanes_shown(trace):
    text = timeline(trace, only="customer-q").text

    assert "at 1.03 s of virtual time." in text
    assert "+0 s  +0.03 s" in text


def test_a_call_of_a_state_machine_stands_in_its_lane():
    trace = [
        Span(1, None, "execution", "stepfunctions", "claims", "claims", 0, 2),
        Span(2, 1, "state", "stepfunctions", "Pay", "claims", 0, 2),
        Span(3, 2, "call", "sqs", "SendMessage", "q", 0, 1),
    ]

    assert ["claims"] == [bar.lane for bar in lanes_of(trace)]


def test_a_long_wait_in_a_timeline_is_drawn_short():
    trace = [
        Span(at, None, "call", "sqs", "SendMessage", "q", at * 86400, at * 86400 + 0.02) for at in (1, 2)
    ]

    assert "1 long wait (1 d) is drawn short." in timeline(trace).html


def test_of_a_long_trace_the_first_spans_are_shown_and_the_rest_is_counted():
    shown = timeline([Span(at, None, "call", "sqs", "SendMessage", "q", at, at + 1) for at in range(450)])

    assert "50 more are not shown." in shown.html
    assert "50 more are not shown." in shown.text


def test_a_state_that_waits_is_in_the_timeline_of_its_state_machine():
    wait = Span(1, None, "state", "stepfunctions", "Cool off", "claims", 0, 60, detail={"type": "Wait"})

    assert [("claims", "waits", "state Cool off")] == [
        (bar.lane, bar.does, bar.what) for bar in lanes_of([wait])
    ]
