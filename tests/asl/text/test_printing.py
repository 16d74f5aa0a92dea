"""Printing a definition."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.text import NotPlainDataError, read, to_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(st.dictionaries(st.text(), VALUES), st.sampled_from([None, 0, 2, 4]))
def test_what_is_printed_is_read_again(definition: dict[str, Any], indent: int | None) -> None:
    document = read(to_text(definition, indent=indent))

    assert definition == document.value
    assert list(definition) == list(document.value)
    assert () == document.problems


def test_a_text_is_printed_for_people() -> None:
    assert '{\n  "Grüße": [\n    "😀"\n  ]\n}' == to_text({"Grüße": ["😀"]})


def test_half_of_a_surrogate_pair_is_printed_as_an_escape() -> None:
    text = to_text({"a": "\ud800"}, indent=None)

    assert '{"a": "\\ud800"}' == text
    assert {"a": "\ud800"} == read(text).value


def endless() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "definition, said",
    [
        ({"a": [float("nan")]}, "/a/0 is nan."),
        ({"a": {1: 2}}, "/a is a dict with the key 1."),
        ({"a": {1, 2}}, "/a is of type set."),
        ({"a": endless()}, "/a/0/0 is nested more than 200 levels deep, or within itself."),
        (object(), "/ is of type object."),
        ({"a": 10**5000}, "/a is a number of thousands of digits."),
    ],
    ids=["no number", "key", "type", "endless", "root", "digits"],
)
def test_what_json_cannot_hold_is_refused(definition: Any, said: str) -> None:
    with pytest.raises(NotPlainDataError) as caught:
        to_text(definition)

    assert str(caught.value).endswith(said)
