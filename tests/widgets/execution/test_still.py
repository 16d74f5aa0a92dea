"""The static form and its text twin teach by themselves."""

from course.asl import run
from course.widgets import stepper


def test_the_text_says_how_it_ended_how_each_state_stands_and_what_happened(trip):
    text = stepper(trip).text

    assert "Execution · trip: ✗ Failed after 12 s in “Undo”, with Trip.Failed (the trip was undone)." in text
    assert "  ⚑ Book: failed, and caught" in text
    assert (
        "  18. +11 s “Book” starts all over again (try 2)" in text or "starts all over again (try 2)" in text
    )


def test_a_long_history_is_shown_in_part_and_says_what_is_left_out(parcels):
    text = stepper(parcels).text

    assert f"in {len(parcels.history)} events; the first 40 and the last 20 are listed" in text
    assert f"… {len(parcels.history) - 60} events left out …" in text


def test_a_running_execution_says_where_it_is(question):
    assert "▶ Still running after 1 min. “Ask” waits for an answer." in stepper(question).text


def test_names_from_outside_are_text_in_the_page(parcels):
    html = stepper(parcels).html

    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_nothing_is_loaded_and_nothing_runs_in_the_page(trip):
    html = stepper(trip).html

    assert [] == [word for word in ("<script", "url(", "http://", "https://", "onclick") if word in html]


def test_an_express_workflow_is_called_one():
    from course.asl.machine import StateMachine

    machine = StateMachine.of(
        {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, type="EXPRESS"
    )

    assert "Express workflow" in stepper(run(machine)).scene["title"]


def test_ten_events_are_seen_at_once_and_the_rest_is_folded(parcels):
    open_part, folded = stepper(parcels).html.split("<details><summary>50 more events</summary>")

    assert 10 == open_part.count("<li value=")
    assert 50 == folded.count("<li value=")


def test_a_short_history_has_nothing_folded():
    html = stepper(run({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, {})).html

    assert "<details>" not in html
