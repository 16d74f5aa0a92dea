"""Both forms keep to the blueprint, and are parallel: the same ideas at the same places, in other words."""

import re

import pytest

from course.syllabus import syllabus
from course.widgets.lesson.assessment.blueprint import blueprint
from course.widgets.lesson.assessment.figures import figure_of
from course.widgets.lesson.assessment.forms import KINDS, read
from course.widgets.lesson.assessment.placing import Placing

PAIRS = list(zip(read("pre").items, read("post").items, strict=True))
ITEMS = [item for pair in PAIRS for item in pair]
# Topic -> items, from modules.
PLANNED = {
    "Who waits, who knows": (3, "m02"),
    "Gateway pattern and API diagnosis": (2, "m03"),
    "Queues and delivery guarantees": (3, "m04"),
    "Topics, filters, fan-out": (2, "m05"),
    "Events and patterns": (2, "m06"),
    "Reading a state machine": (3, "m07"),
    "Data flow": (2, "m08"),
    "Failure handling": (3, "m09"),
    "Waiting and callbacks": (1, "m10"),
    "Parallel and Map": (1, "m11"),
    "Workflow types, quotas, cost": (1, "m12"),
    "Performance and visibility": (1, "m13"),
}


def parts(item):
    """The options or rows of an item."""
    return item.asked.rows if isinstance(item.asked, Placing) else item.asked.options


def texts(item):
    """Everything of an item that is told in words of its own; places and numbers are not."""
    said = [part.text for part in parts(item)] if item.run is None else []
    return [item.asked.text, *said, *(part.why for part in parts(item))]


def test_the_blueprint_is_the_one_that_was_planned():
    found = {topic.title: (topic.items, *topic.modules) for topic in blueprint().topics}

    assert PLANNED == found
    assert 24 == sum(topic.items for topic in blueprint().topics)


@pytest.mark.parametrize("name", ["pre", "post"])
def test_a_form_has_as_many_items_of_each_topic_as_the_blueprint_says(name):
    topics = [item.topic for item in read(name).items]

    assert {topic.id: topic.items for topic in blueprint().topics} == {
        each: topics.count(each) for each in topics
    }


@pytest.mark.parametrize("name", ["pre", "post"])
def test_every_kind_of_item_occurs_in_a_form(name):
    assert set(KINDS) == {item.kind for item in read(name).items}


def test_every_module_is_advised_on_by_a_topic_or_a_reason():
    advised = [*blueprint().whole, *(module for topic in blueprint().topics for module in topic.modules)]

    assert sorted(module.id for module in syllabus().modules) == sorted(advised)


@pytest.mark.parametrize("one, other", PAIRS, ids=lambda item: item.id)
def test_items_at_the_same_place_are_parallel(one, other):
    def shape(item):
        figure = item.figure["kind"] if item.figure else ""
        types = re.findall(r'"Type": "(\w+)"', item.run.definition) if item.run else []
        wanted = getattr(item.asked, "choose", len(getattr(item.asked, "places", ())))
        return item.topic, item.kind, item.asked.objective, figure, sorted(types), len(parts(item)), wanted

    assert shape(one) == shape(other)


@pytest.mark.parametrize("one, other", PAIRS, ids=lambda item: item.id)
def test_items_at_the_same_place_share_no_text(one, other):
    assert set() == set(texts(one)) & set(texts(other))


@pytest.mark.parametrize("one, other", [pair for pair in PAIRS if pair[0].run], ids=lambda item: item.id)
def test_machines_at_the_same_place_differ_in_definition_and_input(one, other):
    assert one.run.definition != other.run.definition
    assert one.run.input != other.run.input


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_option_has_an_explanation_of_its_own(item):
    reasons = [part.why.strip() for part in parts(item)]

    assert len(reasons) == len(set(reasons))
    assert all(len(reason) > 12 for reason in reasons)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_an_item_shows_can_be_drawn_and_said(item):
    html, text = figure_of(item)

    assert bool(item.run or item.figure) == bool(html) == bool(text)
    assert "nothing to draw" not in html
    assert "<style>" not in html


def test_a_trace_has_a_picture_and_a_path_a_machine():
    assert [] == [item.id for item in ITEMS if item.kind == "trace" and not item.figure]
    assert [] == [item.id for item in ITEMS if item.kind == "path" and not item.run]


def test_positions_say_nothing_of_what_is_right():
    steps = [[row.place for row in item.asked.rows] for item in ITEMS if item.kind == "order"]
    first = [item.asked.options[0].right for item in ITEMS if getattr(item.asked, "choose", 0) == 1]

    assert [] == [places for places in steps if places == sorted(places)]
    assert sum(first) < 0.5 * len(first)


def test_the_right_option_is_not_to_be_told_by_its_length():
    asked = [
        item.asked for item in ITEMS if item.kind in ("single", "multiple", "trace") and item.run is None
    ]
    longest = [max(each.options, key=lambda option: len(option.text)).right for each in asked]

    assert sum(longest) < 0.6 * len(asked)
