"""The architecture map tells what there is and what is connected."""

import pytest

from course.widgets import architecture_map


def test_the_twin_counts_resources_and_says_each_connection(inventory):
    text = architecture_map(inventory).text

    assert "1 topic, 3 queues, 1 function, 1 table, 1 endpoint." in text
    assert "queue sales-q puts its dead letters into queue sales-q-dlq (after 3 receives)." in text
    assert "pending: not confirmed, so nothing is delivered" in text
    assert "table outbox: no wiring known (code may use it all the same)." in text


def test_the_twin_never_claims_to_know_what_code_does(inventory):
    assert "connected to nothing" not in architecture_map(inventory).text


def test_a_kind_is_told_by_word_and_by_outline(inventory):
    html = architecture_map(inventory).html
    outlines = {part.split('"')[0] for part in html.split('class="course-outline" d="')[1:]}

    assert all(f">{word}</text>" in html for word in ("topic", "queue", "function", "table", "endpoint"))
    assert 5 == len(outlines)


def test_the_map_says_that_the_account_is_not_real(inventory):
    assert "mock account: nothing leaves this machine" in architecture_map(inventory).html


def test_names_are_escaped(inventory):
    inventory.nodes[0].name = "<script>"

    assert "<script>" not in architecture_map(inventory).html


def test_an_empty_account_has_a_sentence(inventory):
    inventory.nodes.clear()
    inventory.edges.clear()

    assert "The account is empty" in architecture_map(inventory).html


@pytest.fixture
def office(afternoon):
    return afternoon[1]


def test_who_waits_is_told_from_who_hands_over(office):
    html = architecture_map(office).html

    assert "asks, and waits for the answer" in html
    assert "hands over, and goes on" in html
    assert html.count("course-way-waits") > 2
    assert html.count("course-envelope") > 10


def test_what_is_off_has_a_sign_a_word_and_a_line_of_its_own(office):
    shown = architecture_map(office)

    assert "⊘ off" in shown.html
    assert "course-state-off" in shown.html
    assert "event bus claims-bus shows its events to rule old-way (off: disabled" in shown.text


def test_what_is_pending_has_them_too(inventory):
    html = architecture_map(inventory).html

    assert "◌ pending" in html
    assert "course-state-pending" in html


def test_what_carries_no_message_is_in_the_words_alone(office):
    shown = architecture_map(office)

    assert "Not drawn: 1 connection, 1 log group." in shown.html
    assert ">/states/settle</text>" not in shown.html
    assert "state machine settle writes its log to log group /states/settle (ERROR)." in shown.text


def test_many_resources_are_listed_by_purpose(office):
    text = architecture_map(office).text

    assert "Front door: API claims-api." in text
    assert "Data: table claims, bucket reports." in text


def test_a_table_with_a_stream_says_so(office):
    assert ">table with a stream</text>" in architecture_map(office).html


def test_a_stream_is_what_a_function_reads_and_not_the_table(office):
    assert (
        "stream of table claims is read for function index (batches of 100)." in architecture_map(office).text
    )


def test_a_resource_brings_its_connections_in_words(office):
    scene = architecture_map(office).scene
    settle = next(place for place in scene["places"] if place["title"] == "state machine settle")

    assert [False, True, True, True] == sorted(road["out"] for road in settle["roads"])
    assert [None] == [road["to"] for road in settle["roads"] if "log group" in road["text"]]
    assert ["type", "STANDARD"] in settle["details"]


def test_the_focus_is_a_resource_that_exists_or_none(office):
    shown = architecture_map(office)
    shown.focus = "arn:aws:sqs:us-east-1:123456789012:nowhere"

    assert 20 < len(shown.scene["places"])

    shown.focus = next(node.id for node in office.nodes if node.name == "claims-api")

    assert {"API claims-api", "function take-claim"} == {place["title"] for place in shown.scene["places"]}


def test_a_wide_account_runs_from_top_to_bottom(office):
    view = architecture_map(office).scene["svg"].split('viewBox="')[1].split('"')[0].split()

    assert 1100 > float(view[2])


def test_two_resources_need_no_widget(inventory):
    inventory.nodes = inventory.nodes[:2]
    inventory.edges = inventory.edges[:1]

    assert "View" == type(architecture_map(inventory)).__name__
