"""What the browser asks for later, and what it gets for asking nonsense."""

import json

import pytest

from course.asl import run
from course.widgets.execution import Playback, Stepper, recording_of, stepper_scene
from course.widgets.execution.scene import scene_from
from course.widgets.execution.story import Story


def test_a_scene_is_plain_json(parcels):
    scene = stepper_scene(parcels)

    assert scene == json.loads(json.dumps(scene))


def test_a_scene_has_a_column_entry_for_each_event(parcels):
    scene = stepper_scene(parcels)
    lengths = {len(column) for column in scene["events"].values()}

    assert {len(parcels.history)} == lengths
    assert len(parcels.history) == len(scene["changes"]) == len(scene["time"]["places"])


def test_a_child_execution_comes_when_it_is_asked_for(rows):
    answer = Playback(recording_of(rows)).answer({"way": [0, 3]})

    assert (
        "Failed after 2 s in “Row”, with Row.Broken (no amount in this row)."
        == answer["scene"]["outcome"]["text"]
    )


def test_a_whole_document_comes_when_it_is_asked_for(rows):
    answer = Playback(recording_of(rows)).answer({"way": [], "event": 0})

    assert rows.input_text == answer["document"]


def test_a_document_of_a_child_is_found_as_well(rows):
    assert "7" == Playback(recording_of(rows)).answer({"way": [0, 7], "event": 0})["document"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"way": "x"},
        {"way": [0]},
        {"way": [0, 99]},
        {"way": [9, 0]},
        {"way": [0, -1]},
        {"way": [0, True]},
        {"way": [0, 0] * 20},
        {"way": [], "event": -1},
        {"way": [], "event": 10**9},
        {"way": [], "event": "1"},
    ],
)
def test_nonsense_is_answered_with_nothing(rows, asked):
    found = Playback(recording_of(rows)).answer(asked)

    assert {} == {name: value for name, value in found.items() if name not in ("asked", "scene")}
    assert asked == found["asked"]


def test_the_widget_answers_by_a_trait(rows):
    widget = Stepper(Playback(recording_of(rows)))
    widget.asked = {"way": [0, 3]}

    assert {"way": [0, 3]} == widget.answer["asked"]


def test_long_documents_are_sent_in_part(rows):

    scene = stepper_scene(
        run({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, {"text": "x" * 5000})
    )
    shown = scene["texts"][scene["events"]["shown"][0]]

    assert (400, 5011) == (len(shown), scene["events"]["size"][0])


def test_of_too_many_events_the_first_are_shown_and_the_title_says_so(parcels):
    scene = scene_from(Story(recording_of(parcels)), most=20)

    assert f"the first 20 of {len(parcels.history)} events" in scene["title"]
    assert {20} == {len(scene["changes"]), len(scene["events"]["id"]), len(scene["ways"]["taken"])}
