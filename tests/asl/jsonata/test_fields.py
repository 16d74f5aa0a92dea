"""Fields of one value."""

from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonata import field
from course.asl.scope import Scope

UNEXPECTED = "The JSONata expression '$states.input' specified for the field '{}' returned an unexpected result type. Expected '{}', but was '{}' for value: {}"


def read(name: str, value: Any, **more: Any) -> Any:
    return field({name: "{% $states.input %}"}, name, Scope(value, {}), **more)


@pytest.mark.parametrize(
    "name, value",
    [
        ("TimeoutSeconds", 5),
        ("Seconds", 0),
        ("HeartbeatSeconds", 3.0),
        ("MaxConcurrency", 0),
        ("MaxItems", 2),
        ("ToleratedFailureCount", 1),
        ("ToleratedFailurePercentage", 99.5),
        ("Error", "E"),
        ("Cause", ""),
        ("Timestamp", "2016-12-05T21:29:29Z"),
    ],
)
def test_a_field_takes_what_its_expression_gives(name: str, value: Any) -> None:
    assert value == read(name, value)


def test_a_fixed_field_is_taken_as_it_is() -> None:
    assert 5 == field({"Seconds": 5}, "Seconds", Scope(None, {}))
    assert "now" == field({"Timestamp": "now"}, "Timestamp", Scope(None, {}))


def test_a_field_that_is_not_there_has_its_default() -> None:
    assert field({}, "Seconds", Scope(None, {})) is None
    assert 4 == field({}, "Seconds", Scope(None, {}), 4)


def test_a_field_may_bind_a_name_on_the_way() -> None:
    assert 1 == field({"MaxConcurrency": "{% $variable := 1 %}"}, "MaxConcurrency", Scope(None, {}))


@pytest.mark.parametrize(
    "name, value, wanted, found, shown",
    [
        ("Seconds", "5", "number", "string", '"5"'),
        ("TimeoutSeconds", True, "number", "boolean", "true"),
        ("MaxConcurrency", None, "number", "null", "null"),
        ("ToleratedFailurePercentage", [1], "number", "array", "[1]"),
        ("Error", 404, "string", "number", "404"),
        ("Cause", {"a": 1}, "string", "object", '{"a":1}'),
        ("Timestamp", 0, "string", "number", "0"),
    ],
)
def test_a_field_has_its_type(name: str, value: Any, wanted: str, found: str, shown: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        read(name, value)

    assert UNEXPECTED.format(name, wanted, found, shown) == caught.value.cause
    assert name == caught.value.field


@pytest.mark.parametrize("name, value, sentence", [
    ("Seconds", -1, "Seconds must be between 0 and 99999999 but was: -1"),
    ("TimeoutSeconds", 100_000_000, "TimeoutSeconds must be between 0 and 99999999 but was: 100000000"),
    ("HeartbeatSeconds", 1.5, "The HeartbeatSeconds field cannot be parsed as an integer: 1.5"),
    ("MaxConcurrency", -1, "MaxConcurrency cannot be negative."),
    ("ToleratedFailurePercentage", 101, "ToleratedFailurePercentage must be between 0 and 100."),
    ("Timestamp", "2016-12-05 21:29:29Z", "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2016-12-05 21:29:29Z"),
    ("Timestamp", "2016-12-05T25:29:29Z", "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2016-12-05T25:29:29Z"),
])  # fmt: skip
def test_a_field_keeps_its_limits(name: str, value: Any, sentence: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        read(name, value)

    assert ("States.QueryEvaluationError", sentence, name) == (
        caught.value.error,
        caught.value.cause,
        caught.value.field,
    )
