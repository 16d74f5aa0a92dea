"""What is to be noticed has a sign and a word."""

import pytest

from course.cloud.trace import Span
from course.widgets.charts.signs import bad, signs
from course.widgets.charts.span_tree import span_tree
from course.widgets.charts.span_words import about, facts_of, label


def span(kind="call", status="ok", service="lambda", name="Invoke", target="sales", **detail):
    return Span(1, None, kind, service, name, target, 2, 2.5, status, detail)


@pytest.mark.parametrize(
    "given, said",
    [
        (span(status="error"), ["✗ error"]),
        (span(status="error", http=429), ["⊗ throttled"]),
        (span("invocation", "error", refused="TooManyRequestsException"), ["⊗ throttled"]),
        (span("invocation", "error", error={"errorType": "ThrottlingException"}), ["⊗ throttled"]),
        (span("delivery", "lost", attempts=3), ["! lost", "↻ 3 attempts"]),
        (span("delivery", "dead-letter"), ["! set aside as a dead letter"]),
        (span("delivery", "filtered"), ["⊘ filtered out"]),
        (
            span("invocation", attempt=2, cold=True, billed_ms=1250),
            ["↻ attempt 2", "❄ cold start", "$ 1,250 ms billed"],
        ),
        (span(cache="hit"), ["◆ cache hit"]),
        (span(cache="miss"), ["◇ cache miss"]),
        (span(fault=[{"kind": "delay"}, {"kind": "delay"}]), ["⚡ fault: delay"]),
        (span("execution", redrives=1), ["↻ redriven, 1 in all"]),
        (span("delivery", "something new"), ["… something new"]),
        (span(), []),
    ],
)
def test_each_circumstance_is_said(given, said):
    assert said == [str(sign) for sign in signs(given)]


def test_a_copy_that_no_filter_wanted_is_nothing_bad():
    assert not bad(span("delivery", "filtered"))
    assert bad(span("delivery", "lost"))


@pytest.mark.parametrize(
    "given, said",
    [
        (span(service="dynamodb", name="PutItem", target="payments"), "dynamodb PutItem payments"),
        (span("invocation", name="sales"), "sales runs"),
        (span("delivery", service="sns", name="payments"), "sns: payments → sales"),
        (span("delivery", name="sales"), "lambda: to sales"),
        (span("execution", name="claims", target="claims"), "execution of claims"),
        (span("state", name="Pay", iteration=[2, 0]), "state Pay #2 #0"),
    ],
)
def test_each_kind_of_span_is_named(given, said):
    assert said == label(given)


def test_a_span_tells_all_that_is_known_of_it():
    (branch,) = span_tree([span(parameters={"a": "b" * 700}, write_units=2, reason="full", memory=128)])
    facts = dict(facts_of(branch, 2))

    assert "+0 s to +0.5 s: 0.5 s" == facts["time"]
    assert ("full", "128 MB", "2") == (facts["reason"], facts["memory"], facts["write units"])
    assert facts["parameters"].endswith("more letters)")


def test_own_time_is_said_where_it_differs():
    inner = Span(2, 1, "invocation", "lambda", "sales", "sales", 2.1, 2.5)
    (branch,) = span_tree([span(), inner])

    assert "0.5 s, own 0.1 s" == about(branch)
    assert "0.4 s" == about(branch.branches[0])
