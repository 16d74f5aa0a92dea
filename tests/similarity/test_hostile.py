"""Whatever an answer is, comparing it ends, soon, and raises nothing."""

import json

import pytest

from grader.similarity.report import as_json

HOSTILE = {
    "unclosed": "x = (((((",
    "bad token": "x = 1\n  y = '\n\t$ ?",
    "null": "x = 1\0",
    "surrogate": "x = '\ud800' + \ud800",
    "ten megabytes": "x = 1\n" * 1_700_000,
    "one line": "x = '" + "a" * 10_000_000,
    "brackets": "[" * 40_000 + "]" * 40_000,
    "minuses": "x = " + "-" * 40_000 + "1",
    "attributes": "x" + ".a" * 20_000,
    "json in a text": f"x = '{'[' * 20_000}{']' * 20_000}'",
    "a large number": "x = 0x" + "f" * 40_000,
    "no number": "x = 1e999 - 1e999",
    "nested blocks": "".join("    " * depth + "if x:\n" for depth in range(90)) + "    " * 90 + "pass",
    "a page": "</pre><script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_answer_is_compared(found, kind):
    text = HOSTILE[kind]
    result = found("e2", {"one": text, "other": f"{text}\n", "third": "y = 2"}, own=True)

    assert ["e2"] == [each["exercise"] for each in json.loads(as_json("m05", [result]))["exercises"]]
    assert [] == [pair for pair in result.pairs if "third" in (pair.one, pair.other)]


def test_an_answer_that_is_too_long_is_named(found):
    result = found("e2", {"one": HOSTILE["ten megabytes"]}, own=True)

    assert ["one"] == result.cut
