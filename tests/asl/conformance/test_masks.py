"""Comparing with recorded values, in which marks stand for what varies."""

from typing import Any

import pytest
from recordings.masks import Masks

SAME = {
    "a number": (1, 1),
    "a mark for a whole text": ("<name>", "x"),
    "a mark for a whole object": ("timestamp", {"a": 1}),
    "a mark inside a text": (
        "arn:<partition>:sns:<region>:111111111111:t",
        "arn:aws:sns:us-east-1:123456789012:t",
    ),
    "a plain word inside a text": ("function:timestamp", "function:f"),
    "an object for its JSON text": ({"a": [1]}, '{"a":[1]}'),
    "an array's text, spaced otherwise": ("[1, 2]", "[1,2]"),
    "one numbered mark twice": (["<id:1>", "x-<id:1>"], ["7", "x-7"]),
    "one numbered mark twice in one text": ("<id:1>-<id:1>", "7-7"),
    "header maps": ({"HttpHeaders": {"Date": "date"}}, {"HttpHeaders": {}}),
    "stack traces": ({"stackTrace": ["<stack_trace>"]}, {"stackTrace": []}),
}
OTHER = {
    "another number": (1, 2, "recorded 1, found 2"),
    "true for one": (1, True, "recorded 1, found true"),
    "another text": ("a", "b", 'recorded "a", found "b"'),
    "another text around a mark": ("a-<x>", "b-1", "a-<x>"),
    "an account that is none": ("a:111111111111", "a:x", "111111111111"),
    "a number for a text of digits": ("1", 1, 'recorded "1", found 1'),
    "a missing field": ({"a": 1}, {}, "/a: missing"),
    "a field too many": ({}, {"b": 1}, "/b: not in the recording"),
    "a missing element": ([1, 2], [1], "recorded 2 elements, found 1"),
    "an element inside": ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, "/a/0/b: recorded 1"),
    "an array's text of other values": ("[1]", "[2]", "recorded"),
    "a text that is no JSON for an object": ({"a": 1}, "a", "recorded"),
    "one numbered mark with two values": (["<id:1>", "<id:1>"], ["7", "8"], 'recorded "7", found "8"'),
    "one numbered mark with two values in one text": ("<id:1>-<id:1>", "7-8", "<id:1>-<id:1>"),
    "missing headers": ({"HttpHeaders": {}}, {}, "/HttpHeaders: missing"),
}


@pytest.mark.parametrize("recorded, found", SAME.values(), ids=SAME)
def test_it_finds_no_difference_in(recorded: Any, found: Any) -> None:
    masks = Masks.of(["timestamp"])

    assert masks.difference(recorded, found) is None


@pytest.mark.parametrize("recorded, found, said", OTHER.values(), ids=OTHER)
def test_it_finds(recorded: Any, found: Any, said: str) -> None:
    masks = Masks.of(["timestamp"])

    assert said in (masks.difference(recorded, found) or "no difference")


def test_a_plain_word_counts_only_where_the_case_lists_it() -> None:
    masks = Masks.of([])

    assert '/: recorded "timestamp", found "now"' == masks.difference("timestamp", "now", "/")


def test_marks_are_filled_with_what_they_have_stood_for() -> None:
    masks = Masks.of(["queue_url"])
    masks.difference({"QueueUrl": "queue_url", "Token": "<token:1>"}, {"QueueUrl": "https://q", "Token": "t"})

    assert ["https://q", "a t", "<other:1>"] == masks.filled(["queue_url", "a <token:1>", "<other:1>"])


def test_a_copy_binds_marks_of_its_own() -> None:
    masks = Masks.of([])
    masks.copy().difference("<id:1>", "7")

    assert masks.difference("<id:1>", "8") is None
