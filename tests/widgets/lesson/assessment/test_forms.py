"""A file of items that is wrong is refused with the place and what was expected."""

import pytest

from course.widgets.lesson.assessment.blueprint import form_named
from course.widgets.lesson.assessment.forms import parse
from course.widgets.lesson.questions import QuizError

ORDER = """
[[item]]
id = "t.1"
topic = "queues"
objective = "Follow a message"
kind = "order"
text = "In which order?"
step = [{ text = "one", why = "a" }, { text = "two", why = "b" }, { text = "three", why = "c" }]

[[item]]
id = "t.2"
topic = "topics"
objective = "Match"
kind = "match"
text = "What fits?"
targets = ["here", "there"]
pair = [{ text = "this", target = "here", why = "a" }, { text = "that", target = "there", why = "b" }]
"""
WRONG = {
    "no objective": (
        'objective = "Match"\n',
        "",
        "quizzes/assessment/t.toml, item 2: there is no objective",
    ),
    "unknown topic": (
        'topic = "topics"',
        'topic = "tea"',
        "item 2 (t.2): topic 'tea'; expected one of waits, gateway",
    ),
    "unknown kind": (
        'kind = "match"',
        'kind = "essay"',
        "item 2 (t.2): kind 'essay'; expected one of single, multiple",
    ),
    "id twice": ('id = "t.2"', 'id = "t.1"', "the id 't.1' is used twice"),
    "no such target": (
        'target = "there"',
        'target = "nowhere"',
        "item 2 (t.2): ['nowhere'] among the targets",
    ),
    "too few steps": (
        ', { text = "three", why = "c" }',
        "",
        "item 1 (t.1): an order needs three steps at least",
    ),
    "no TOML": ("[[item]]", "[[item", "quizzes/assessment/t.toml: not TOML"),
}


@pytest.mark.parametrize("old, new, says", WRONG.values(), ids=WRONG)
def test_a_wrong_file_says_where(old, new, says):
    with pytest.raises(QuizError) as refused:
        parse("t", ORDER.replace(old, new))

    assert says in str(refused.value)


def test_steps_are_written_down_in_their_order_and_pairs_with_their_targets():
    order, match = parse("t", ORDER).items

    assert {"one": 0, "two": 1, "three": 2} == {row.text: row.place for row in order.asked.rows}
    assert ["here", "there"] == [match.asked.places[row.place] for row in match.asked.rows]


@pytest.mark.parametrize("name", ["pre", " PRE ", "post"])
def test_a_form_is_found_by_its_name(name):
    assert form_named(name) in ("pre", "post")


@pytest.mark.parametrize("name", ["", "m05", 7, None])
def test_any_other_name_is_refused_in_words(name):
    with pytest.raises(QuizError, match="there are 'pre' and 'post'"):
        form_named(name)
