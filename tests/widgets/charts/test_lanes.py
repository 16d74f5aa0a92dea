"""Lanes say who did what when, how much side by side, and in which order."""

import json

import pytest

from course.asl import engine
from course.cloud import Account
from course.widgets import lanes
from course.widgets.charts.at_once import at_once, busy
from course.widgets.charts.lane_rows import LaneBar, lane_bars

ROWS = [("a", 0, 2, "m1"), ("b", 1, 3, "m2", "throttled"), {"lane": "a", "start": 2, "end": 4, "label": "m3"}]


def parallel():
    one, two = (
        {"StartAt": name, "States": {name: {"Type": "Wait", "Seconds": seconds, "End": True}}}
        for name, seconds in (("Low", 2), ("High", 5))
    )
    each = {"StartAt": "Check", "States": {"Check": {"Type": "Wait", "Seconds": 1, "End": True}}}
    return {
        "StartAt": "Split",
        "States": {
            "Split": {"Type": "Parallel", "Branches": [one, two], "ResultPath": None, "Next": "Each"},
            "Each": {"Type": "Map", "MaxConcurrency": 2, "ItemProcessor": each, "End": True},
        },
    }


def test_how_many_go_on_at_once_changes_where_something_begins_or_ends():
    bars = [LaneBar("a", 0, 2, ""), LaneBar("b", 1, 3, ""), LaneBar("a", 2, 4, "")]

    assert [(0, 1, 1), (1, 2, 2), (2, 3, 2), (3, 4, 1)] == [
        (step.start, step.end, step.many) for step in at_once(bars)
    ]


def test_busy_time_counts_no_moment_twice():
    assert 4 == busy([LaneBar("a", 0, 2, ""), LaneBar("a", 1, 3, ""), LaneBar("a", 9, 10, "")])


def test_rows_may_be_tuples_or_dictionaries():
    assert [("a", "m1"), ("b", "m2"), ("a", "m3")] == [(bar.lane, bar.label) for bar in lane_bars(ROWS)]


def test_total_time_is_compared_with_one_after_the_other():
    text = lanes(ROWS).text

    assert (
        "Total time 4 s; one after the other it would be 6 s. At most 2 at once. The last to end: a." in text
    )
    assert "⊗ 1 throttled, ✗ 0 failed otherwise." in text
    assert "a: +0 s m1; +2 s m3" in text


def test_lanes_keep_the_order_in_which_they_were_given():
    rows = [("z", 5, 6), ("a", 0, 1), ("z", 1, 2)]
    names = [line.split()[0] for line in lanes(rows).text.splitlines() if line.startswith(("z ", "a "))]

    assert ["z", "a"] == names


def test_what_ends_before_it_begins_is_refused_kindly():
    assert "ends at 1 s, before it begins at 2 s" in lanes([("a", 2, 1)]).text


def test_what_overlaps_inside_a_lane_is_drawn_in_rows_of_its_own():
    html = lanes([("a", 0, 2), ("a", 1, 3), ("a", 2, 4)]).html

    assert [2, 1] == [html.count(f'style="top:{top}px;left') for top in (3, 25)]


def test_a_trace_has_a_lane_for_each_function(trace):
    assert ["audit"] == [bar.lane for bar in lane_bars(trace)]


@pytest.mark.parametrize("by", ["target", lambda span: span.target if span.kind == "delivery" else None])
def test_a_trace_is_put_into_lanes_by_a_field_or_a_function(trace, by):
    assert {"customer-q", "sales-q"} <= {bar.lane for bar in lane_bars(trace, by)}


def test_a_field_may_stand_in_the_detail(trace):
    trace[6].detail["group"] = "policy 1"

    assert ["policy 1"] == [bar.lane for bar in lane_bars(trace, "group")]


def test_branches_and_items_are_lanes_of_an_execution():
    execution = engine.run(parallel(), [1, 2, 3])
    found = [(bar.lane, bar.start, bar.end) for bar in lane_bars(execution)]

    assert [
        ("Split, branch 1", 0, 2),
        ("Split, branch 2", 0, 5),
        ("Each, item 0", 5, 6),
        ("Each, item 1", 5, 6),
        ("Each, item 2", 6, 7),
    ] == found


def test_one_state_of_an_execution_can_be_chosen():
    execution = engine.run(parallel(), [1, 2])

    assert {"Each, item 0", "Each, item 1"} == {bar.lane for bar in lane_bars(execution, "Each")}


def test_an_execution_of_the_running_account_is_known_by_its_arn():
    with Account() as account:
        states = account.client("stepfunctions")
        role = "arn:aws:iam::123456789012:role/states"
        made = states.create_state_machine(name="m", roleArn=role, definition=json.dumps(parallel()))
        started = states.start_execution(stateMachineArn=made["stateMachineArn"], input="[1, 2]")
        account.settle()
        found = lane_bars(started["executionArn"], "Each")

    assert ["Each, item 0", "Each, item 1"] == [bar.lane for bar in found]


def test_an_execution_without_branches_is_one_lane():
    execution = engine.run({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3, "End": True}}})

    assert [("one after the other", 3, "waits")] == [
        (bar.lane, bar.end, bar.what) for bar in lane_bars(execution)
    ]


@pytest.mark.parametrize(
    "error, sign",
    [("Lambda.TooManyRequestsException", "⊗ throttled"), ("Encoder.Broken", "✗ Encoder.Broken")],
)
def test_a_branch_that_was_throttled_is_told_from_one_that_failed_otherwise(error, sign):
    fails = {"StartAt": "Pack", "States": {"Pack": {"Type": "Fail", "Error": error}}}
    machine = {"StartAt": "All", "States": {"All": {"Type": "Parallel", "Branches": [fails], "End": True}}}
    (bar,) = lane_bars(engine.run(machine, {}))

    assert sign in [str(each) for each in bar.signs]


def test_children_of_a_map_run_take_the_first_lane_that_is_free():
    each = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Check",
        "States": {"Check": {"Type": "Wait", "Seconds": 1, "End": True}},
    }
    machine = {
        "StartAt": "All",
        "States": {"All": {"Type": "Map", "MaxConcurrency": 2, "ItemProcessor": each, "End": True}},
    }
    lanes_used = [bar.lane for bar in lane_bars(engine.run(machine, [1, 2, 3, 4]))]

    assert {"child executions 1": 2, "child executions 2": 2} == {
        lane: lanes_used.count(lane) for lane in sorted(set(lanes_used))
    }


def test_thousands_of_bars_are_bounded_with_words():
    shown = lanes([(f"lane {at % 100}", at, at + 1) for at in range(3000)])

    assert (
        "The picture has the first 60 lanes and the first 1,500 things of 100 lanes and 3,000 things"
        in shown.text
    )
    assert len(shown.html) < 500_000


def test_names_from_outside_are_shown_as_they_are():
    shown = lanes([("<img onerror=x>", 0, 1, "<b>", "<i>")], title="<u>")

    assert not any(tag in shown.html for tag in ("<img", "<b><b>", "<i>", "<u>"))


def test_what_overlaps_without_end_does_not_make_a_lane_endless():
    shown = lanes([("a", 0, 10) for _ in range(50)])

    assert "Where more than 12 overlap in a lane, some are drawn one over the other." in shown.text
    assert 'style="height:268px"' in shown.html
