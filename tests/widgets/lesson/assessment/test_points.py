"""Points are counted by topic, part for part, and a gain is a share of what was left to gain."""

import pytest

from course.syllabus import syllabus
from course.widgets.lesson.assessment.advice import advice
from course.widgets.lesson.assessment.blueprint import blueprint
from course.widgets.lesson.assessment.placing import NOWHERE, Placed, Placing
from course.widgets.lesson.assessment.points import Gain, by_topic, gains, total
from course.widgets.lesson.assessment.taken import Taken

STEPS = Placing(
    "t.1", "", "", tuple(Placed(str(at), at, "") for at in range(5)), tuple("12345"), in_order=True
)
PAIRS = Placing(
    "t.2", "", "", tuple(Placed(str(at), at % 3, "") for at in range(4)), tuple("abc"), in_order=False
)
ORDERS = {
    "right": ([0, 1, 2, 3, 4], 1),
    "the first step last": ([4, 0, 1, 2, 3], 0.75),
    "two neighbours changed": ([1, 0, 2, 3, 4], 0.5),
    "backwards": ([4, 3, 2, 1, 0], 0),
    "all in one place": ([0, 0, 0, 0, 0], 0),
    "two in one place": ([0, 1, 1, 3, 4], 0.25),
    "two placed, rightly": ([0, 1, NOWHERE, NOWHERE, NOWHERE], 0.25),
    "none placed": ([NOWHERE] * 5, 0),
}
MATCHES = {
    "right": ([0, 1, 2, 0], 1),
    "one wrong": ([0, 1, 2, 2], 0.75),
    "half": ([0, 1, NOWHERE, NOWHERE], 0.5),
}


@pytest.mark.parametrize("given, share", ORDERS.values(), ids=ORDERS)
def test_an_order_earns_for_every_step_that_follows_rightly(given, share):
    assert share == STEPS.share(given)


@pytest.mark.parametrize("given, share", MATCHES.values(), ids=MATCHES)
def test_a_match_earns_for_every_row_that_is_right(given, share):
    assert share == PAIRS.share(given)


@pytest.mark.parametrize(
    "given, says",
    [
        ([0, 1, 2, 3, 4], ""),
        ([0, 1, 2, 3, NOWHERE], "1 of 5 have no place yet"),
        ([0, 1, 1, 3, 4], "two steps have the place 2"),
    ],
)
def test_an_order_says_what_is_missing(given, says):
    assert says == STEPS.problem(given)


def test_a_match_may_use_a_place_twice():
    assert "" == PAIRS.problem([0, 0, 0, 0])


@pytest.mark.parametrize("name", ["pre", "post"])
def test_who_knows_everything_has_a_point_for_each_item(name, request, right):
    form = request.getfixturevalue(name)

    assert {topic.id: topic.items for topic in blueprint().topics} == by_topic(form, Taken(right(form)))


def test_who_answers_nothing_has_none(pre):
    assert {0.0} == set(by_topic(pre, Taken()).values())


def test_what_is_open_earns_nothing_and_takes_nothing(pre, right):
    points = by_topic(pre, Taken(right(pre, "queues", "data")))

    assert {"queues": 3.0, "data": 2.0} == {topic: each for topic, each in points.items() if each}


GAINS = {
    "a half of what was left": (Gain("", 2, 6, 10), 4, 0.5),
    "everything": (Gain("", 2, 10, 10), 8, 1),
    "nothing": (Gain("", 2, 2, 10), 0, 0),
    "points lost": (Gain("", 6, 4, 10), -2, -0.5),
    "nothing was left": (Gain("", 10, 10, 10), 0, None),
}


@pytest.mark.parametrize("gain, points, normalised", GAINS.values(), ids=GAINS)
def test_a_gain_is_normalised_by_what_was_left(gain, points, normalised):
    assert (points, normalised) == (gain.points, gain.normalised)


def test_the_gain_in_all_topics_is_that_of_their_sums(pre, post, right):
    before = by_topic(pre, Taken(right(pre, "queues")))
    after = by_topic(post, Taken(right(post, "queues", "data", "failure")))
    whole = total(gains(before, after))

    assert (3, 8, 24) == (whole.before, whole.after, whole.most)


def test_a_module_is_skimmed_from_three_quarters_of_its_points_on(pre, right):
    answers = right(pre, "waits", "gateway", "queues", "topics")
    answers |= {"pre.topics2": [0], "pre.waits3": [0, 1, 2, 2]}
    found = advice(by_topic(pre, Taken(answers)))

    assert ["m02", "m03", "m04"] == [each.module.id for each in found if each.skim]
    assert "2.75 of 3 in “Who waits, who knows”" == found[1].reason


def test_every_module_gets_an_advice_in_the_order_of_the_course(pre):
    found = advice(by_topic(pre, Taken()))

    assert [module.id for module in syllabus().modules] == [each.module.id for each in found]


def test_first_and_last_module_are_never_skimmed_and_say_why(pre, right):
    found = advice(by_topic(pre, Taken(right(pre))))

    assert ["m01", "m14"] == [each.module.id for each in found if not each.skim]
    assert "it shows how checks, hints and pictures work" == found[0].reason


def test_a_topic_of_one_item_says_that_it_is_little_to_go_by(pre, right):
    found = advice(by_topic(pre, Taken(right(pre))))

    assert "1 of 1 in “Waiting and callbacks”, one item: little to go by" == found[9].reason
