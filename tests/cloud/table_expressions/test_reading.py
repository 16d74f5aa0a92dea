"""Expressions of DynamoDB: what is refused in which words, and what is taken."""

import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cloud.attribute_values import MalformedError
from course.cloud.table_expressions import check

HERE = Path(__file__).parent
REFUSALS = tomllib.loads((HERE / "refusals.toml").read_text(encoding="utf-8"))
KEY_REFUSALS = tomllib.loads((HERE / "key_refusals.toml").read_text(encoding="utf-8"))
ACCEPTED = tomllib.loads((HERE / "accepted.toml").read_text(encoding="utf-8"))

FIELDS = {
    "condition": "FilterExpression",
    "condition-rules": "FilterExpression",
    "update": "UpdateExpression",
    "projection": "ProjectionExpression",
    "key": "KeyConditionExpression",
}
NAMES = {"#a": "a", "#b": "b"}
VALUES = {
    ":s": {"S": "x"},
    ":n": {"N": "1"},
    ":m": {"N": "2"},
    ":l": {"L": []},
    ":set": {"SS": ["x"]},
    ":yes": {"BOOL": True},
}
# Another expression of the same request uses them all, so that none of them is unused.
ALL = "a IN (:s, :n, :m, :l, :set, :yes) OR #a = #b"


def _cases(table):
    return [
        pytest.param(kind, text, words, id=f"{kind}: {text!r}")
        for kind, texts in table.items()
        for text, words in texts.items()
    ]


def _check(field, text):
    check(
        "Lab",
        {
            "ConditionExpression": ALL,
            field: text,
            "ExpressionAttributeNames": NAMES,
            "ExpressionAttributeValues": VALUES,
        },
    )


def _refusal(field, text):
    with pytest.raises(MalformedError) as caught:
        _check(field, text)
    assert "ValidationException" == caught.value.code
    return str(caught.value)


@pytest.mark.parametrize("kind, text, words", _cases(REFUSALS))
def test_an_expression_is_refused(kind, text, words):
    field = FIELDS[kind]

    assert f"Invalid {field}: {words}" == _refusal(field, text)


@pytest.mark.parametrize("text, words", KEY_REFUSALS.items())
def test_a_condition_on_keys_is_refused(text, words):
    assert words == _refusal("KeyConditionExpression", text)


@pytest.mark.parametrize(
    "kind, text",
    [pytest.param(kind, text, id=f"{kind}: {text!r}") for kind in ACCEPTED for text in ACCEPTED[kind]],
)
def test_an_expression_is_taken(kind, text):
    assert _check(FIELDS[kind], text) is None


@pytest.mark.parametrize("kind", FIELDS)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "a",
                "#a",
                "#z",
                ":s",
                ":n",
                "(",
                ")",
                "[",
                "]",
                "0",
                ".",
                ",",
                "=",
                "<",
                "+",
                "AND",
                "NOT",
                "IN",
                "BETWEEN",
                "SET",
                "ADD",
                "size",
                "é",
                "\n",
            ]
        )
    )
)
def test_whatever_is_written_is_taken_or_refused(kind, words):
    with suppress(MalformedError):
        assert _check(FIELDS[kind], " ".join(words)) is None


@pytest.mark.parametrize("text", ["(" * 100 + "a = :s" + ")" * 100, "NOT " * 1000 + "a = :s", "size(" * 500])
def test_what_goes_deeper_than_the_lab_reads_is_said_to_be_beyond_it(text):
    with pytest.raises(NotImplementedError):
        _check("FilterExpression", text)


def test_a_chain_may_be_as_long_as_an_expression():
    assert _check("FilterExpression", " OR ".join(["a = :s"] * 400)) is None


def test_an_expression_has_a_size():
    assert "Invalid FilterExpression: Expression size has exceeded the maximum allowed size;" == _refusal(
        "FilterExpression", "a = :s" + " " * 4091
    )
