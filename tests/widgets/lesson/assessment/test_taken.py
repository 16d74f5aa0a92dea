"""Of what comes from a page, from notes or from a file only what can be answers is kept."""

import pytest

from course.widgets.lesson.assessment.placing import NOWHERE
from course.widgets.lesson.assessment.taken import Taken, missing, sound

CONTENT = {
    "nothing": (None, {}),
    "a text": ("answers", {}),
    "a list": ([1], {}),
    "answers that are a list": ({"answers": [0]}, {}),
    "an item that is none": ({"answers": {"pre.nothing": [0], 7: [1]}}, {}),
    "an option that is none": ({"answers": {"pre.waits1": [9]}}, {}),
    "options twice, in any order": ({"answers": {"pre.types1": [2, 0, 2]}}, {"pre.types1": [0, 2]}),
    "a truth": ({"answers": {"pre.waits1": [True]}}, {}),
    "a text for an option": ({"answers": {"pre.waits1": ["0"]}}, {}),
    "a list in a list": ({"answers": {"pre.waits1": [[0]]}}, {}),
    "too few places": ({"answers": {"pre.queues1": [0, 1]}}, {}),
    "a place that is none": ({"answers": {"pre.queues1": [0, 1, 2, 3, 5]}}, {}),
    "no place at all": ({"answers": {"pre.queues1": [NOWHERE] * 5}}, {}),
    "some places": (
        {"answers": {"pre.queues1": [0, NOWHERE, NOWHERE, NOWHERE, 4]}},
        {"pre.queues1": [0, NOWHERE, NOWHERE, NOWHERE, 4]},
    ),
}


@pytest.mark.parametrize("content, answers", CONTENT.values(), ids=CONTENT)
def test_only_what_can_be_an_answer_is_kept(pre, content, answers):
    assert answers == sound(pre, content).answers


@pytest.mark.parametrize("at, kept", [(3, 3), (24, 0), (-1, 0), (True, 0), ("3", 0), (None, 0)])
def test_the_place_is_one_of_the_form(pre, at, kept):
    assert kept == sound(pre, {"at": at}).at


@pytest.mark.parametrize("finished", [1, "yes", None, [True]])
def test_finished_is_who_says_so_and_nobody_else(pre, finished):
    assert not sound(pre, {"finished": finished}).finished


def test_what_is_kept_comes_back_as_it_was(pre, right):
    taken = Taken(right(pre), finished=True, at=5)

    assert taken == sound(pre, taken.as_data())


@pytest.mark.parametrize(
    "item, given, says",
    [
        ("pre.waits1", [], "open"),
        ("pre.waits1", [2], ""),
        ("pre.types1", [2], "choose 2; you have chosen 1"),
        ("pre.types1", [0, 1, 2], "choose 2; you have chosen 3"),
        ("pre.waits3", [0, 1, 2, NOWHERE], "1 of 4 have no place yet"),
    ],
)
def test_it_is_said_what_an_answer_lacks(pre, item, given, says):
    asked = next(each for each in pre.items if each.id == item)

    assert says == missing(asked, given)
