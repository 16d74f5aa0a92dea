"""The architecture map tells what there is and what is connected."""

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
