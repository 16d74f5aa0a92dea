"""Hints are opened one after another, and each opening is told."""

import json

from course.widgets import hint_ladder

RUNGS = ["Look at the topic.", "Fan-out.", "Use `subscribe`.", "```python\nx = 1\n```"]


def test_rungs_open_in_order_and_are_told():
    told = []
    ladder = hint_ladder("m05.e1", RUNGS, 1, told.append)

    ladder.open_next()
    ladder.open_next()

    assert [2, 3] == told
    assert "Open hint 4 of 4: a neighbour problem" == ladder.shown["offer"]


def test_what_is_not_opened_is_nowhere_to_be_read():
    ladder = hint_ladder("m05.e1", RUNGS, 1)

    assert "Fan-out." not in ladder.html + ladder.text + json.dumps(ladder.get_state())
    assert "3 of 4 hints are not opened." in ladder.text


def test_after_the_last_rung_there_is_no_button():
    told = []
    ladder = hint_ladder("m05.e1", RUNGS, 9, told.append)

    ladder.open_next()

    assert [] == told
    assert "" == ladder.shown["offer"]
    assert "<pre>x = 1</pre>" in ladder.html


def test_an_exercise_may_have_no_hints():
    assert "has no hints" in hint_ladder("m05.e1", []).text


def test_the_page_gets_the_next_rung_and_no_other():
    told = []
    ladder = hint_ladder("m05.e1", RUNGS, 0, told.append)

    ladder.asked = 3
    ladder.asked = -1
    ladder.asked = 1

    assert [1] == told
    assert ["Hint 1: a question"] == [rung["title"] for rung in ladder.shown["rungs"]]


def test_a_rung_may_have_markup_of_its_own_and_nothing_else():
    ladder = hint_ladder("m05.e1", ["`code` and <img src=x>"], 1)

    assert "<code>code</code> and &lt;img src=x&gt;" in ladder.shown["rungs"][0]["html"]
    assert "<img" not in ladder.html
