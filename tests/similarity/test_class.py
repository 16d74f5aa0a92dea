"""A whole class: whoever works alone is left alone, whoever copies is found, and whose values stand in an answer is told."""

import random

import pytest
from honest import FAN_OUT, FILTERS, honest

from course.learner import variant_rng
from grader import rubrics
from grader.similarity.compare import Answer, Pair, compared, groups
from grader.similarity.page import as_html


def alone(holes, count, seed):
    rng = random.Random(seed)
    return [honest(holes, rng) for _ in range(count)]


def pairs(texts):
    return compared([Answer(f"L{number:03}", text, {}) for number, text in enumerate(texts)], [])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("holes", [FAN_OUT, FILTERS], ids=["long", "short"])
@pytest.mark.parametrize("count", [12, 60])
def test_nobody_who_works_alone_is_told(holes, count, seed):
    assert [] == pairs(alone(holes, count, seed))


@pytest.mark.parametrize("members", [2, 8])
def test_a_group_that_hands_in_one_answer_is_told(members):
    texts = alone(FAN_OUT, 12, seed=1)
    (group,) = groups(pairs([texts[0]] * members + texts[members:]))

    assert {f"L{number:03}" for number in range(members)} == {
        name for pair in group for name in (pair.one, pair.other)
    }
    assert members - 1 == len(group)


def test_an_order_of_learners_changes_nothing():
    texts = alone(FAN_OUT, 12, seed=1)
    texts[3] = texts[8]
    (one,), (other,) = pairs(texts), pairs(texts[::-1])

    assert (one.one, one.other) == ("L003", "L008")
    assert (one.share, one.surprise) == (other.share, other.surprise)


def test_groups_hang_together_by_their_most_surprising_pairs():
    rows = [("a", "b", 9), ("c", "d", 8), ("b", "c", 7), ("a", "d", 6), ("x", "y", 5)]
    found = groups([Pair(one, other, 1.0, bits, (frozenset(), frozenset())) for one, other, bits in rows])

    assert [[9, 8, 7], [5]] == [[pair.surprise for pair in group] for group in found]


def limit(learner):
    return rubrics.exercise("m05.e4").variant(variant_rng("m05.e4", learner))["limit"]


def test_a_value_of_another_learner_is_told_with_its_owner(found):
    answers = {f"learner-{n}": f"limit = {limit(f'learner-{n}')}" for n in range(6)}
    answers["learner-5"] = answers["learner-2"]
    result = found("e4", answers, own=True)

    assert {"learner-5": [(str(limit("learner-2")), "limit", ("learner-2",), str(limit("learner-5")))]} == {
        name: [(each.value, each.name, each.holders, each.own) for each in held]
        for name, held in result.held.items()
    }


def test_a_value_beside_ones_own_is_not_told(found):
    answers = {f"learner-{n}": f"limit = {limit(f'learner-{n}')}" for n in range(6)}
    answers["learner-5"] += f"\n# not {limit('learner-2')}"

    assert {} == found("e4", answers, own=True).held


def test_a_page_shows_answers_as_text(found):
    text = f"<script>alert('&')</script>\n{alone(FAN_OUT, 1, seed=3)[0]}"
    page = as_html("m05", [found("e1", {"<b>one": text, "other": text}, own=True)])

    assert "&lt;b&gt;one" in page
    assert "&lt;script&gt;alert" in page
    assert "<script" not in page
    assert "<b>one" not in page
