"""What a script and a static page are given: the drawing, and the same in words."""

import json
from html import unescape

import pytest

from course.asl import StateMachine, lint_machine, parse
from course.widgets import dot, state_machine
from course.widgets.state_machine import STATUSES, scene_of, still_graph

HOSTILE = '<img src=x onerror="alert(1)">'
PASS = {"Type": "Pass", "End": True}


@pytest.fixture
def machine():
    inner = {
        "StartAt": "X",
        "States": {"X": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": True}},
    }
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    return StateMachine.of(
        {
            "StartAt": "A",
            "States": {
                "A": {
                    "Type": "Map",
                    "ItemProcessor": inner,
                    "Retry": [{"ErrorEquals": ["E"]}],
                    "Catch": catch,
                    "Next": "B",
                },
                "B": {"Type": "Succeed"},
            },
        }
    )


def test_a_scene_is_plain_data_that_names_every_state_with_its_line(machine):
    scene = json.loads(json.dumps(scene_of(machine)))

    assert [
        {"id": "/States/A", "name": "A", "type": "Map", "words": "map", "parent": "", "line": 4},
        {
            "id": "/States/A/ItemProcessor/States/X",
            "name": "X",
            "type": "Task",
            "words": "sqs sendMessage",
            "parent": "/States/A",
            "line": 9,
        },
        {"id": "/States/B", "name": "B", "type": "Succeed", "words": "succeed", "parent": "", "line": 33},
    ] == scene["states"]
    assert set(STATUSES) == set(scene["statuses"])


def test_every_state_and_every_transition_between_states_is_in_the_drawing(machine):
    svg = scene_of(machine)["svg"]

    for state in ("/States/A", "/States/B", "/States/A/ItemProcessor/States/X"):
        assert f'data-state="{state}"' in svg
    assert 'data-from="/States/A" data-to="/States/B"' in svg
    assert 'data-from="/States/A/ItemProcessor/States/X" data-to="/States/A"' in svg


def test_the_words_tell_states_transitions_retriers_and_catchers_in_order(machine):
    assert """\
1. A (map)
   the execution begins here
   ↻ on E tries again 3 times, after 1 s, each time 2 times as long
   → B
   ⚑ caught: any error → B
   each item:
     1. X (sqs sendMessage)
        ends this part of A
2. B (succeed)
   ends the execution""" == scene_of(machine)["text"]


def test_the_legend_explains_the_signs_that_are_there_and_no_other(machine):
    plain = scene_of(StateMachine.of({"StartAt": "A", "States": {"A": PASS}}))

    assert [] == plain["legend"]
    assert ["⚑", "↻", "▬"] == [each[0] for each in scene_of(machine)["legend"]]


def test_a_name_of_html_is_shown_as_it_is_written():
    machine = StateMachine.of({"StartAt": HOSTILE, "States": {HOSTILE: PASS}})
    shown = state_machine(machine)

    assert "<img" not in shown.scene["svg"] + shown.html
    assert "onerror=" in unescape(shown.scene["svg"])
    assert HOSTILE in shown.text


def test_a_mark_is_drawn_with_its_sign_and_its_words(machine):
    drawn = still_graph(machine, {"/States/A": {"status": "running", "words": "3 of 40"}})

    assert "course-status-running" in drawn
    assert ">▶ 3 of 40</text>" in drawn


def test_a_mark_that_no_table_knows_is_no_mark(machine):
    assert still_graph(machine) == still_graph(
        machine, {"/States/A": {"status": '"><b>'}, "nowhere": {"status": "failed"}}
    )


def test_states_with_diagnostics_carry_the_worst_sign_and_how_many_there_are():
    machine = parse(
        '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C", "Commment": ""}, '
        '"C": {"Type": "Wait", "Seconds": 1, "Seconds": 2, "End": true}}}'
    )
    svg = scene_of(machine, lint_machine(machine))["svg"]

    assert 1 == svg.count(">✖ 1</text>")
    assert 1 == svg.count(">⚠ 1</text>")


def test_without_graphviz_the_words_remain(machine, monkeypatch):
    monkeypatch.setattr(dot, "_render", lambda source: None)
    shown = state_machine(machine.definition)

    assert "" == shown.scene["svg"]
    assert "1. A (map)" in shown.text
    assert "<b>A (map)</b>" in shown.html


@pytest.mark.parametrize("text", ["", "{", "7", "[]", "StartAt: [", "{}"])
def test_a_text_without_states_says_so_beside_what_the_linter_says(text):
    shown = state_machine(text)

    assert "There is nothing to draw" in shown.text
    assert "✖ error in line 1" in shown.text


def test_a_static_page_shows_the_drawing_the_diagnostics_and_the_words(machine):
    shown = state_machine(machine)

    assert "<svg" in shown.html
    assert 'tabindex="-1"' not in shown.html
    assert "<li><b>A (map)</b>" in shown.html


def test_a_machine_that_is_nested_as_deep_as_a_text_may_be_is_drawn():
    inner = {"StartAt": "X", "States": {"X": PASS}}
    for _ in range(48):
        inner = {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [inner], "End": True}}}

    assert 49 == len(scene_of(StateMachine.of(inner))["states"])
