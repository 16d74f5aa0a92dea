"""What is told first: beginnings and ends of spans, where many of them fall together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cloud.trace import Span
from course.widgets.account.order import moments, root_of


def _order(*spans):
    return [(span.id, begins) for span, begins in moments(spans, {span.id: span for span in spans})]


def test_what_takes_no_time_begins_before_it_ends():
    assert [(1, True), (1, False)] == _order(Span(1, None, "call", "sqs", "a", "", 5, 5))


def test_the_inner_one_ends_first():
    outer = Span(1, None, "call", "lambda", "Invoke", "", 0, 2)
    inner = Span(2, 1, "invocation", "lambda", "pay", "", 1, 2)

    assert [(1, True), (2, True), (2, False), (1, False)] == _order(outer, inner)


def test_what_ends_comes_before_what_begins_at_that_moment():
    one = Span(1, None, "call", "sqs", "a", "", 0, 1)
    other = Span(2, None, "call", "sqs", "b", "", 1, 2)

    assert [(1, True), (1, False), (2, True), (2, False)] == _order(one, other)


def test_a_delivery_is_over_before_the_function_runs_that_it_was_handed_to():
    delivery = Span(1, None, "delivery", "events", "rule", "pay", 0, 1)
    runs = Span(2, 1, "delivery", "lambda", "pay", "pay", 1, 1)

    assert [(1, True), (1, False), (2, True), (2, False)] == _order(delivery, runs)


def test_a_request_is_answered_before_the_delivery_is_over_whatever_else_begins_there():
    delivery = Span(1, None, "delivery", "events", "rule", "bank", 0, 1)
    execution = Span(2, None, "execution", "stepfunctions", "m", "m", 1, 3)
    request = Span(3, 1, "invocation", "http", "https://bank.example", "", 1, 1)
    order = _order(delivery, execution, request)

    assert order.index((3, False)) < order.index((1, False))


def test_siblings_that_end_together_keep_their_order():
    spans = [Span(1, None, "call", "sns", "Publish", "", 0, 1)]
    spans += [Span(at, 1, "delivery", "sns", "t", f"q{at}", 1, 2) for at in (2, 3, 4)]

    assert [2, 3, 4] == [at for at, begins in _order(*spans) if not begins and at > 1]


@pytest.mark.parametrize("cause", [None, 99, 1])
def test_a_root_is_found_even_where_causes_are_missing_or_circular(cause):
    span = Span(1, cause, "call", "sqs", "a", "", 0, 1)

    assert 1 == root_of(span, {1: span})


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.integers(0, 4),
            st.integers(0, 8),
            st.sampled_from(["call", "delivery", "invocation"]),
        ),
        max_size=9,
    )
)
def test_every_span_begins_once_and_then_ends_once(rows):
    spans = [
        Span(at, cause or None, kind, "events", "n", "t", start, start + more)
        for at, (start, more, cause, kind) in enumerate(rows, 1)
    ]
    order = _order(*spans)

    assert sorted(order) == sorted((span.id, begins) for span in spans for begins in (True, False))
    assert all(order.index((span.id, True)) < order.index((span.id, False)) for span in spans)
