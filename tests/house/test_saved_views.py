"""course.saved_views: a saved notebook shows its pictures, with or without the state of the live ones."""

import pytest

from course.saved_views import STATE, VIEW, drop_dead_views


def saved(*, state, data):
    """A notebook with one output, after the hook."""
    metadata = {"widgets": {STATE: {"state": state}}} if state is not None else {}
    content = {
        "metadata": metadata,
        "cells": [{"cell_type": "code", "outputs": [{"data": data}]}, {"cell_type": "markdown"}],
    }
    drop_dead_views({"type": "notebook", "content": content}, path="lesson.ipynb", contents_manager=None)
    return content["cells"][0]["outputs"][0]["data"]


def test_a_view_whose_state_is_saved_stays():
    data = {VIEW: {"model_id": "a"}, "text/html": "<p>"}

    assert {VIEW, "text/html"} == set(saved(state={"a": {}}, data=data))


@pytest.mark.parametrize("state", [None, {}, {"b": {}}])
def test_a_view_without_state_gives_way_to_its_static_form(state):
    data = {VIEW: {"model_id": "a"}, "text/html": "<p>", "text/plain": "p"}

    assert {"text/html": "<p>", "text/plain": "p"} == saved(state=state, data=data)


def test_a_view_that_has_no_static_form_stays():
    assert {VIEW: {"model_id": "a"}} == saved(state={}, data={VIEW: {"model_id": "a"}})


@pytest.mark.parametrize("model", [{"type": "file", "content": "text"}, {"type": "notebook"}, {}])
def test_what_is_no_notebook_is_left_alone(model):
    before = dict(model)
    drop_dead_views(model, path="x", contents_manager=None)

    assert before == model


def test_the_state_of_pictures_that_no_output_shows_is_dropped_and_parts_of_shown_ones_stay():
    state = {
        "box": {"state": {"children": ["IPY_MODEL_button", "IPY_MODEL_gone"], "layout": "IPY_MODEL_layout"}},
        "button": {"state": {"style": "IPY_MODEL_style"}},
        "layout": {},
        "style": {},
        "earlier": {"state": {"layout": "IPY_MODEL_layout"}},
    }
    saved(state=state, data={VIEW: {"model_id": "box"}, "text/html": "<p>"})

    assert {"box", "button", "layout", "style"} == set(state)
