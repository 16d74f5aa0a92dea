"""Differences are named by the topmost keys, in the words and paths of the query language."""

import pytest

from course.widgets.data_flow.differences import difference, equal, listed, path_text


def said(before, after, language="JSONPath", **more):
    return listed(difference(before, after, **more), language)


def test_keys_are_added_dropped_and_changed():
    before = {"a": {"x": 1}, "b": 2, "c": [1]}
    after = {"a": {"x": 2}, "c": [1, 5], "d": {"e": {}}}

    assert [("added", "$.c[1], $.d"), ("dropped", "$.b"), ("changed", "$.a.x (1 → 2)")] == said(before, after)


def test_jsonata_writes_no_dollar():
    assert [("added", "a.b")] == said({"a": {}}, {"a": {"b": 1}}, "JSONata")


def test_a_part_of_the_document_is_told_as_such():
    before = {"order": {"id": {"n": 7}, "x": 1}, "card": 1}

    assert [("kept", "what stood at $.order.id"), ("dropped", "$.card, $.order.x")] == said(before, {"n": 7})


def test_parts_are_not_looked_for_where_a_document_is_built():
    assert [("added", "$.n"), ("dropped", "$.order")] == said({"order": {"n": 7}}, {"n": 7}, parts=False)


def test_the_whole_document_may_change():
    assert [("changed", "the whole document ([1] → {})")] == said([1], {})


@pytest.mark.parametrize("one, other", [(1, True), (1, 1.0), (0, False), ("1", 1), ([1], [True]), (None, {})])
def test_what_json_tells_apart_is_different(one, other):
    assert not equal(one, other)
    assert difference(one, other)


def test_equal_documents_have_no_difference():
    assert not difference({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]})


def test_odd_keys_stand_in_brackets():
    assert '$["odd key"][0]["1"].x' == path_text(("odd key", 0, "1", "x"), "JSONPath")


def test_many_differences_are_counted():
    found = said({}, {f"k{at}": at for at in range(30)})

    assert found[0][1].endswith("$.k7 and 22 more")


def test_the_same_key_of_many_items_is_said_once():
    before = [{"n": 1}, {"n": 2}, {"n": 3}]
    after = [{"m": 1}, {"m": 2}, {"n": 3, "m": 3}]

    assert [("added", "$[*].m (3 times)"), ("dropped", "$[*].n (2 times)")] == said(before, after)
    assert [("changed", "[*] (2 times)")] == said([1, 2], [3, 4], "JSONata")


def test_a_key_that_looks_like_a_position_is_none():
    assert [("added", '$["*"], $["0"], $[""]')] == said({}, {"*": 1, "0": 1, "": 1})
