"""Numbers, times and documents in words."""

import json

import pytest

from course.widgets.prose import inline, prose
from course.widgets.words import clip, count, duration, number, offset, printed


@pytest.mark.parametrize(
    "seconds, words",
    [(0, "0 s"), (0.0204, "0.02 s"), (59.9, "59.9 s"), (61, "1 min 1 s"), (3600, "1 h"), (90061, "1 d 1 h")],
)
def test_a_duration_has_its_two_greatest_units(seconds, words):
    assert words == duration(seconds)


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0, "+0 s"),
        (0.0204, "+0.02 s"),
        (60.03, "+1 min 0.03 s"),
        (180, "+3 min"),
        (22800.002, "+6 h 20 min 0.002 s"),
        (59.9999, "+1 min"),
    ],
)
def test_an_offset_keeps_its_milliseconds(seconds, words):
    assert words == offset(seconds)


def test_numbers_have_no_needless_digits():
    assert ["3", "0.25", "1,250", "3"] == [number(value) for value in (3, 0.25, 1250, 3.0)]


def test_things_are_counted():
    assert ["1 queue", "2 queues"] == [count(many, "queue") for many in (1, 2)]


def test_a_long_name_keeps_both_ends():
    assert "abc…xyz" == clip("abcdefuvwxyz", 7)
    assert "short" == clip("short", 7)


def test_printed_json_is_json():
    document = {"a": list(range(40)), "b": {"c": {"d": "e" * 50}}, "f": []}

    assert document == json.loads(printed(document))


def test_prose_knows_code_bold_links_lists_and_fences_and_nothing_else():
    assert "<code>a&lt;b</code> <b>c</b> &lt;i&gt;" == inline("`a<b` **c** <i>")
    assert '<a href="https://x.example/">x</a>' == inline("[x](https://x.example/)")
    assert "javascript:" in inline("[x](javascript:1)")
    assert "href" not in inline("[x](javascript:1)")
    assert "<p>a b</p><ul><li>c</li></ul><pre>d\n\ne</pre>" == prose("a\nb\n\n- c\n\n```\nd\n\ne\n```")
