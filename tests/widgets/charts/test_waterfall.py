"""A waterfall has every span in the order of its tree, in a scene for the script and in words."""

import json

from course.cloud.trace import Span
from course.widgets import View, waterfall
from course.widgets.charts.waterfall import scene_of
from course.widgets.charts.waterfall_rows import MOST, fall_of

EVIL = "<img src=x onerror=alert(1)>"


def test_rows_stand_below_their_causes_and_count_from_the_first(trace):
    rows = fall_of(trace).rows

    assert [(0, -1), (0, -1), (1, 1), (1, 1), (1, 1), (1, 1), (2, 5), (2, 5)] == [
        (row.level, row.above) for row in rows
    ]
    assert 0 == rows[0].start


def test_trouble_reaches_up_to_the_root(trace):
    rows = fall_of(trace).rows

    assert [False, True, False, False, True, True, True, True] == [row.trouble for row in rows]
    assert [False, False, False, False, True, False, True, True] == [row.is_bad for row in rows]


def test_only_what_a_root_caused_is_shown(trace):
    text = waterfall(trace, root=6).text

    assert "sns: payments → audit" in text
    assert "customer-q" not in text


def test_the_words_are_an_indented_tree_with_totals(trace):
    text = waterfall(trace).text

    assert "\n    +1.03 s  sns: payments → customer-q: 0.03 s\n" in text
    assert "\n      +1.08 s  audit runs: 0.32 s · ✗ error\n" in text
    assert "function audit  1" in text


def test_the_scene_is_plain_json_and_has_the_pieces(trace):
    scene = scene_of(fall_of(trace))

    assert scene == json.loads(json.dumps(scene))
    assert [[1.08, 1.4, "fails"]] == [
        [round(a, 3), round(b, 3), what] for a, b, what in scene["rows"][6]["pieces"]
    ]


def test_an_empty_trace_says_so():
    shown = waterfall([])

    assert isinstance(shown, View)
    assert "Nothing has happened yet." == shown.text


def test_names_from_outside_are_shown_as_they_are():
    evil = Span(1, None, "call", EVIL, EVIL, EVIL, 0, 1, EVIL, {"error": EVIL})
    shown = waterfall([evil])

    assert EVIL not in shown.html
    assert "&lt;img" in shown.html
    assert EVIL not in shown.scene["totals"] + shown.scene["key"]


def test_what_is_too_much_is_left_out_with_words():
    spans = [Span(at, None, "call", "sqs", "SendMessage", "q", at, at + 0.01) for at in range(MOST + 5)]
    shown = waterfall(spans)

    assert MOST == len(shown.scene["rows"])
    assert "5 further spans are not shown." == shown.scene["leftOut"]
    assert "2,855 further spans are not shown." in shown.text
    assert len(shown.html) < 300_000


def test_a_bar_of_thousands_of_calls_has_as_many_pieces_as_can_be_seen():
    spans = [Span(1, None, "invocation", "lambda", "loop", "loop", 0, 3000)]
    spans += [Span(at + 2, 1, "call", "sqs", "SendMessage", "q", at, at + 0.5) for at in range(2900)]
    pieces = fall_of(spans).rows[0].pieces

    assert len(pieces) <= 100
    assert (0, 3000) == (pieces[0][0], pieces[-1][1])


def test_a_wait_of_days_leaves_the_calls_to_be_seen():
    spans = [
        Span(1, None, "call", "sqs", "A", "q", 0, 0.02),
        Span(2, None, "call", "sqs", "B", "q", 259200, 259200.02),
    ]

    assert "1 long wait (3 d) is drawn short." in waterfall(spans).text
    assert 'course-fall-gap"' in waterfall(spans).html


def test_of_many_spans_a_page_shows_the_first_and_opens_the_rest():
    calls = [Span(at, None, "call", "sqs", "SendMessage", "q", at, at + 0.5) for at in range(1, 61)]
    seen, _, rest = waterfall(calls).html.partition("<details>")

    assert 24 == seen.count('class="course-fall-row"')
    assert 36 == rest.count('class="course-fall-row"')
    assert "<summary>36 more spans</summary>" in rest
