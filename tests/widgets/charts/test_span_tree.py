"""A trace becomes trees of causes, and own time is what is left of a span without what it called."""

import pytest

from course.clock import Clock
from course.cloud.trace import Span, Trace
from course.widgets.charts.participants import participants, rows
from course.widgets.charts.span_tree import span_tree


def span(id, cause, start, end, kind="call", status="ok", name="Invoke", service="lambda", **detail):
    return Span(id, cause, kind, service, name, name, start, end, status, detail)


def pieces(branch):
    return [(piece.start, piece.end, piece.what) for piece in branch.pieces()]


def test_every_span_stands_below_its_cause_and_what_has_none_is_a_root():
    first, second = span_tree([span(1, None, 0, 5), span(2, 1, 1, 2), span(3, 2, 1, 2), span(4, None, 6, 7)])

    assert [2] == [branch.span.id for branch in first.branches]
    assert [3] == [branch.span.id for branch in first.branches[0].branches]
    assert (4, []) == (second.span.id, second.branches)


def test_a_part_of_a_trace_has_its_trees_too():
    assert [2] == [branch.span.id for branch in span_tree([span(2, 1, 0, 1), span(3, 2, 0, 1)])]


@pytest.mark.parametrize("root", [2, span(2, 1, 1, 2), "arn:run"], ids=["id", "span", "execution"])
def test_a_root_can_be_chosen(root):
    (found,) = span_tree([span(1, None, 0, 5), span(2, 1, 1, 2, "execution", execution="arn:run")], root)

    assert 2 == found.span.id


def test_an_unknown_root_is_refused():
    with pytest.raises(LookupError, match="id 9"):
        span_tree([span(1, None, 0, 1)], 9)


def test_a_span_waits_while_what_it_called_goes_on():
    (branch,) = span_tree(
        [span(1, None, 0, 10, "invocation"), span(2, 1, 2, 5), span(3, 1, 4, 6), span(4, 1, 8, 9)]
    )

    assert [(0, 2, "works"), (2, 6, "waits"), (6, 8, "works"), (8, 9, "waits"), (9, 10, "works")] == pieces(
        branch
    )
    assert 5 == branch.own()


def test_what_begins_within_a_span_and_goes_on_after_it_is_not_waited_for():
    (branch,) = span_tree([span(1, None, 0, 2), span(2, 1, 2, 60, "delivery")])

    assert [(0, 2, "works")] == pieces(branch)
    assert 2 == branch.own()


@pytest.mark.parametrize(
    "kind, type, what",
    [
        ("delivery", "", "moves"),
        ("state", "Wait", "waits"),
        ("state", "Task", "waits"),
        ("state", "Pass", "works"),
    ],
)
def test_own_time_is_on_the_way_or_waiting_where_nobody_works(kind, type, what):
    (branch,) = span_tree([span(1, None, 0, 2, kind, type=type)])

    assert [(0, 2, what)] == pieces(branch)


def test_a_span_without_length_has_a_piece():
    (branch,) = span_tree([span(1, None, 3, 3)])

    assert [(3, 3, "works")] == pieces(branch)


def test_what_is_under_way_lasts_until_the_last_moment_known():
    clock = Clock()
    trace = Trace(clock)
    trace.open("call", "sqs", "ReceiveMessage")
    clock.advance(4)
    trace.close(trace.open("call", "sqs", "SendMessage"))
    under_way, over = span_tree(trace)

    assert (True, 4) == (under_way.is_open, under_way.end)
    assert not over.is_open


def test_participants_are_counted_with_own_time_and_what_is_billed():
    roots = span_tree(
        [
            span(1, None, 0, 3),
            span(2, 1, 0, 3, "invocation", name="payments", billed_ms=3000),
            span(3, 2, 1, 2, service="dynamodb", name="PutItem"),
            span(4, None, 5, 6, "invocation", "error", name="payments", billed_ms=1000),
        ]
    )

    assert [
        ["function payments", 2, 4, 3, 1, 1, 4000],
        ["dynamodb PutItem", 1, 1, 1, 0, 0, ""],
    ] == rows(participants(roots))
