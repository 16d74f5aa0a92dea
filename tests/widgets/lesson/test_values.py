"""Values in a report: short ones as they are, long ones folded, two documents compared."""

from course.widgets import report_view
from course.widgets.lesson.values import differences, shown

POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": {"Service": "sns.amazonaws.com"}}
    ],
}
OTHER = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Action": "sqs:SendMessage", "Sid": "one", "Resource": "*"}],
}


def report_of(**finding):
    part = {"name": "policies", "state": "failed", "points": 4, "earned": 0, "findings": [finding]}
    return report_view({"exercise": "m05.e1", "points": 0, "maximum": 4, "parts": [part]})


def test_differences_are_said_with_their_paths():
    assert [
        'Statement[0].Effect is "Deny"; expected "Allow"',
        'Statement[0].Sid is "one"; nothing was expected there',
        'Statement[0].Resource is "*"; nothing was expected there',
        'Statement[0].Principal.Service is missing; expected "sns.amazonaws.com"',
    ] == differences(OTHER, POLICY)


def test_why_something_failed_is_said_as_a_whole_and_compared_with_nothing():
    cause = "The path '$.rate' was not found in the input " + "x" * 300
    got = {"ends": "failed with States.Runtime", "because": cause}

    assert [
        'ends is "failed with States.Runtime"; expected "succeeded"',
        f"because: {cause}",
    ] == differences(got, {"ends": "succeeded"})


def test_where_one_document_is_empty_the_other_is_said_as_a_whole():
    assert ['called is ["review"]; expected []'] == differences({"called": ["review"]}, {"called": []})


def test_of_many_differences_the_first_are_said():
    said = differences({"n": list(range(20))}, {"n": list(range(1, 21))})

    assert 9 == len(said)
    assert "and 12 more differences" == said[-1]


def test_a_number_and_a_text_differ():
    assert ['a is 1; expected "1"'] == differences({"a": 1}, {"a": "1"})
    assert ["a is true; expected 1"] == differences({"a": True}, {"a": 1})


def test_two_documents_stand_side_by_side():
    shown_report = report_of(where="policy", got=OTHER, expected=POLICY)

    assert 'class="course-columns"' in shown_report.html
    assert '      - Statement[0].Effect is "Deny"; expected "Allow"' in shown_report.text
    assert "came out: {" not in shown_report.text


def test_a_short_document_stays_on_its_line():
    shown_report = report_of(where="policy", got={"a": 1}, expected={"a": 2})

    assert 'came out: {"a": 1}' in shown_report.text
    assert 'class="course-columns"' not in shown_report.html


def test_a_long_value_is_folded_under_its_beginning():
    html = shown("x" * 1000)

    assert html.startswith("<details><summary>")
    assert "(1,000 letters)" in html
    assert "x" * 1000 in html


def test_a_long_value_is_cut_in_words():
    assert "… (5,000 letters)" in report_of(where="body", got="x" * 5000, expected=None).text


def test_what_the_linter_says_has_line_place_and_remedy():
    told = {
        "severity": "ERROR",
        "code": "MISSING_TRANSITION_TARGET",
        "message": "Missing 'Next' target: Bee",
        "location": "/States/A/Next",
        "line": 2,
        "column": 4,
        "hint": "The states here are: A, B.",
        "rule": "targets",
    }
    shown_report = report_of(where="the definition", got=[told], expected="no errors")

    assert (
        "✗ error, line 2, /States/A/Next: Missing 'Next' target: Bee. The states here are: A, B."
        in shown_report.text
    )
    assert "<code>/States/A/Next</code>" in shown_report.html


def test_a_diagnostic_is_escaped():
    told = {"severity": "<b>", "message": "<img src=x>", "location": "<img src=y>"}

    assert "<img" not in report_of(where="", got=[told], expected="").html
    assert "<b>, " not in report_of(where="", got=[told], expected="").html
