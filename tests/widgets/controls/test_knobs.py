"""Knobs are made from plain values, and take from a browser only what they can be."""

import math

import pytest

from course.widgets.controls.knobs import knobs_of


def run(rate=10, query="b", *, faulty=False):
    return rate, query, faulty


def anything(**_):
    return None


def knob(form):
    return knobs_of(anything, {"x": form})[0]


def test_each_kind_of_value_makes_its_kind_of_knob():
    given = {"a": (1, 5), "b": ["x", "y"], "c": True, "d": 7, "e": "text", "f": {"values": (0.1, 0.9)}}

    assert ["slider", "choice", "switch", "number", "text", "slider"] == [
        each.kind for each in knobs_of(anything, given)
    ]


def test_a_knob_starts_where_the_function_has_its_default():
    knobs = knobs_of(run, {"rate": (0, 50, 5), "query": ["a", "b"], "faulty": True})

    assert [10, 1, False] == [each.start for each in knobs]


def test_a_slider_without_a_default_starts_in_the_middle_on_a_step():
    assert 6 == knob((1, 10, 5)).start


def test_a_slider_between_fractions_gets_a_fine_round_step():
    assert 0.1 == knob((0.5, 8.0)).step


def test_label_unit_and_start_can_be_said():
    chosen = knob({"values": (1, 50), "label": "Payments", "unit": "a minute", "start": 20})

    assert "20 a minute" == chosen.words(chosen.start)
    assert "Payments" == chosen.label


def test_a_choice_may_have_words_of_its_own_and_gives_the_value():
    chosen = knob({"values": {"the fast one": {"memory": 1024}, "the cheap one": {"memory": 128}}})

    assert {"memory": 128} == chosen.value(1)
    assert "the cheap one" == chosen.words(1)


@pytest.mark.parametrize("raw, kept", [(17, 16), (-5, 1), (1e9, 46), (48.2, 46)])
def test_a_slider_keeps_to_its_ends_and_steps(raw, kept):
    assert kept == knob((1, 50, 5)).sound(raw)


def test_a_slider_of_whole_numbers_gives_whole_numbers():
    assert isinstance(knob((1, 50, 5)).sound(16.0), int)


@pytest.mark.parametrize(
    "form, raw",
    [
        ((1, 5), "3"),
        ((1, 5), math.nan),
        ((1, 5), math.inf),
        ((1, 5), True),
        ((1, 5), None),
        (["a"], 1),
        (["a"], -1),
        (True, 1),
        ("text", 5),
        (5, "text"),
        (5, [5]),
    ],
)
def test_what_a_knob_cannot_be_is_refused(form, raw):
    with pytest.raises(ValueError, match=" is "):
        knob(form).sound(raw)


@pytest.mark.parametrize(
    "form", [(1,), (5, 1), (1, 5, 0), (1, 5, 9), ("a", "b"), (True, 5), [], None, {}, math.nan]
)
def test_what_makes_no_knob_says_what_is_expected(form):
    with pytest.raises(ValueError, match=r"slider|no knob"):
        knob(form)


def test_an_argument_that_the_function_does_not_take_is_named():
    with pytest.raises(ValueError, match="no argument 'rates'; it has rate, query, faulty"):
        knobs_of(run, {"rates": (1, 2)})
