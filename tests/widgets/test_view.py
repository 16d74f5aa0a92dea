"""A view has two forms, and wrong input gets an answer instead of an error."""

import re

import pytest

from course import widgets
from course.widgets import View
from course.widgets.view import figure

WRONG = [None, 7, "text", [1], {"a": 1}, object()]

# Each picture with as many wrong arguments as it needs.
PICTURES = {
    "architecture_map": 1,
    "message_flow": 2,
    "side_by_side": 1,
    "filter_tree": 1,
    "timeline": 1,
    "depth_chart": 1,
    "metric_curves": 1,
    "waterfall": 1,
    "lanes": 1,
    "queue_watch": 1,
    "queue_depth": 1,
    "cost_lens": 1,
    "bars": 1,
    "histogram": 1,
    "stations": 1,
    "table": 1,
    "quiz": 1,
    "assessment": 1,
    "before": 1,
    "report_view": 1,
    "first_check": 1,
    "progress": 1,
    "hint_ladder": 2,
    "filter_tester": 3,
    "scenario": 1,
    "event_routing": 1,
    "inbox": 1,
    "fault_switches": 1,
    "state_machine": 1,
    "stepper": 1,
    "microscope": 1,
    "scope_tree": 1,
    "twins": 1,
    "editor": 1,
    "working": 1,
}


def test_every_picture_of_the_room_is_tried_with_wrong_input():
    assert set(PICTURES) == set(widgets.__all__) - {"View", "QuizError"}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("wrong", WRONG, ids=[type(value).__name__ for value in WRONG])
def test_wrong_input_never_raises(name, wrong):
    shown = getattr(widgets, name)(*[wrong] * PICTURES[name])

    assert shown.html
    assert shown.text


@pytest.mark.parametrize("name", PICTURES)
def test_the_answer_to_wrong_input_says_what_was_found_and_expected(name):
    text = getattr(widgets, name)(*[object()] * PICTURES[name]).text

    assert "found: object" in text
    assert "expected: " in text


def test_an_input_that_cannot_even_be_printed_is_described():
    class Unprintable:
        def __repr__(self):
            raise RuntimeError

    assert "cannot be printed" in widgets.architecture_map(Unprintable()).text


def test_a_view_carries_html_and_its_twin():
    assert {"text/html": "<p>a</p>", "text/plain": "a"} == View("<p>a</p>", "a")._repr_mimebundle_()


def test_what_stands_between_two_dollar_signs_is_no_formula():
    html = figure("<p>States.JsonMerge($.default, $.given, false)</p>", "a", name="table").html

    assert re.match(r'<div class="[^"]*\bmathjax_ignore\b', html)  # JupyterLab's name for it
    assert re.match(r'<div class="[^"]*\btex2jax_ignore\b', html)  # that of pages with an older MathJax


def test_a_drawing_is_hidden_until_its_stylesheet_shows_it():
    html = figure("<p><svg><text>a</text></svg></p>", "a", name="drawing").html

    assert '<p><span class="course-drawing" hidden="hidden"><svg><text>a</text></svg></span></p>' in html
    assert ".course-drawing:has(svg){display:contents!important}" in html
