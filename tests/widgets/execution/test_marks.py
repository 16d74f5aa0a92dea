"""What each event changes adds up to how it stands; the end is the same as in the static form."""

import pytest

from course.widgets.execution.final_marks import final_marks
from course.widgets.execution.marks import changes_of
from course.widgets.execution.recording import recording_of
from course.widgets.execution.story import Story


def told(execution, name):
    """Return the statuses that a state goes through, with the words beside them."""
    story = Story(recording_of(execution))
    return [
        (change.status, change.words)
        for changes in changes_of(story)
        for change in changes
        if getattr(change.thing, "name", "") == name
    ]


def final(execution):
    return {
        state.rpartition("/")[2]: mark for state, mark in final_marks(Story(recording_of(execution))).items()
    }


def test_a_retry_is_seen_with_its_delay_and_the_number_of_the_try(paid):
    assert [("running", ""), ("retrying", "2 s"), ("running", "try 2"), ("succeeded", "")] == told(
        paid, "Charge"
    )


def test_a_wait_waits_and_says_how_long(paid):
    assert [("waiting", "1 h"), ("succeeded", "")] == told(paid, "Pause")


def test_a_branch_beside_one_that_failed_is_aborted_and_forgotten_when_all_starts_anew(trip):
    assert ["running", "aborted", "", "running", "aborted"] == [status for status, _ in told(trip, "Flight")]


def test_a_parallel_is_retried_then_caught(trip):
    assert [("running", ""), ("retrying", "10 s"), ("running", "try 2"), ("caught", "")] == told(trip, "Book")


def test_items_are_counted_by_status(parcels):
    assert {"status": "caught", "words": "1 ✓ 11"} == final(parcels)["Pack"]
    assert {"status": "succeeded", "words": "12"} == final(parcels)["Parcels"]


def test_children_of_a_map_run_are_counted_on_its_map(rows):
    assert {"status": "succeeded", "words": "✗ 1 ✓ 19"} == final(rows)["Rows"]


def test_a_callback_is_waited_for(question):
    assert {"status": "waiting", "words": "for the token"} == final(question)["Ask"]


def test_what_runs_when_the_execution_is_stopped_is_aborted(question):
    question.stop()

    assert "aborted" == final(question)["Ask"]["status"]


def test_a_state_that_is_redriven_ends_well(redriven):
    assert ["running", "failed", "running", "running", "succeeded"] == [
        status for status, _ in told(redriven, "Book")
    ]


@pytest.mark.parametrize("made", ["paid", "trip", "parcels", "rows", "redriven"])
def test_nothing_runs_after_the_end(made, request):
    statuses = {mark["status"] for mark in final(request.getfixturevalue(made)).values()}

    assert set() == statuses & {"running", "waiting", "retrying"}
