"""Fields that are given by a path, and what AWS says where the path or its value does not fit."""

from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonpath import field
from course.asl.scope import Scope

NO_TIMESTAMP = "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.x == "
NOON = "2024-05-01T12:00:00Z"


def _scope(document: Any) -> Scope:
    scope = Scope(document, {"State": {"Name": "Here"}}, {"v": {"n": 4}})
    scope.effective = document
    return scope


def _field(state: dict[str, Any], name: str, document: Any = None) -> Any:
    return field(state, name, _scope(document), "default")


@pytest.mark.parametrize(
    "name,value",
    [
        ("Seconds", 0),
        ("Seconds", 10),
        ("TimeoutSeconds", 10),
        ("HeartbeatSeconds", 10),
        ("Timestamp", NOON),
        ("Timestamp", "2024-05-01T12:00:00.000000Z"),
        ("Error", "Sold.Out"),
        ("Cause", ""),
        ("MaxConcurrency", 0),
        ("ToleratedFailureCount", 3),
        ("ToleratedFailurePercentage", 12.5),
        ("ToleratedFailurePercentage", 100),
        ("MaxItems", 7),
        ("MaxItemsPerBatch", 7),
        ("MaxInputBytesPerBatch", 7),
        ("AnythingElse", {"a": 1}),
    ],
)
def test_a_field_is_fixed_or_found_by_its_path(name: str, value: Any) -> None:
    assert value == _field({name: value}, name)
    assert value == _field({f"{name}Path": "$.x"}, name, {"x": value})
    assert "default" == _field({}, name)


def test_a_path_of_a_field_may_start_at_the_context_or_at_a_variable() -> None:
    assert 4 == _field({"SecondsPath": "$v.n"}, "Seconds", {})
    assert "Here" == _field({"ErrorPath": "$$.State.Name"}, "Error", {})


def test_error_and_cause_may_be_made_by_an_intrinsic_function() -> None:
    assert "no 7" == _field({"CausePath": "States.Format('no {}', $.n)"}, "Cause", {"n": 7})


@pytest.mark.parametrize(
    "name,value,cause",
    [
        ("Seconds", 1.5, "The SecondsPath parameter cannot be parsed as a long value: $.x == 1.5"),
        ("Seconds", "ten", "The SecondsPath parameter cannot be parsed as a long value: $.x == ten"),
        ("Seconds", True, "The SecondsPath parameter cannot be parsed as a long value: $.x == true"),
        (
            "Seconds",
            2**63,
            "The SecondsPath parameter cannot be parsed as a long value: $.x == 9223372036854775808",
        ),
        ("Seconds", -1, "The SecondsPath parameter references a negative value: $.x == -1"),
        (
            "Timestamp",
            "2016-12-05 21:29:29Z",
            f"{NO_TIMESTAMP}2016-12-05 21:29:29Z",
        ),
        (
            "Timestamp",
            5,
            f"{NO_TIMESTAMP}5",
        ),
        (
            "TimeoutSeconds",
            "x",
            "The TimeoutSecondsPath parameter cannot be parsed as a long value: $.x == x",
        ),
        ("HeartbeatSeconds", -1, "The HeartbeatSecondsPath parameter references a negative value: $.x == -1"),
        ("Error", 5, 'The ErrorPath field refers to value "5" which is not a valid string: $.x'),
        ("Cause", {"a": 1}, 'The CausePath field refers to value "{"a":1}" which is not a valid string: $.x'),
        (
            "MaxConcurrency",
            {},
            'The MaxConcurrencyPath field refers to value "{}" which is not a valid integer: $.x',
        ),
        (
            "MaxConcurrency",
            1.5,
            'The MaxConcurrencyPath field refers to value "1.5" which is not a valid integer: $.x',
        ),
        ("MaxConcurrency", -1, "Expected non-negative integer for MaxConcurrency, got '-1' instead."),
        (
            "ToleratedFailureCount",
            "NoNumber",
            'The ToleratedFailureCountPath field refers to value "NoNumber" which is not a valid integer: $.x',
        ),
        ("ToleratedFailureCount", -1, "ToleratedFailureCount cannot be negative."),
        (
            "ToleratedFailurePercentage",
            [],
            'The ToleratedFailurePercentagePath field refers to value "[]" which is not a valid float: $.x',
        ),
        ("ToleratedFailurePercentage", -1.1, "ToleratedFailurePercentage must be between 0 and 100."),
        ("ToleratedFailurePercentage", 100.1, "ToleratedFailurePercentage must be between 0 and 100."),
        (
            "MaxItemsPerBatch",
            "x",
            'The MaxItemsPerBatchPath field refers to value "x" which is not a valid integer: $.x',
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_in_the_words_for_its_field(
    name: str, value: Any, cause: str
) -> None:
    with pytest.raises(EvaluationError) as raised:
        _field({f"{name}Path": "$.x"}, name, {"x": value})

    assert ("States.Runtime", cause, f"{name}Path") == (
        raised.value.error,
        raised.value.cause,
        raised.value.field,
    )


@pytest.mark.parametrize(
    "value,cause",
    [
        ("x", "The MaxItemsPath field refers to value 'x' which is not a valid integer: $.x"),
        (-1, "field MaxItems must be positive"),
    ],
)
def test_a_wrong_number_of_items_fails_the_item_reader(value: Any, cause: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        _field({"MaxItemsPath": "$.x"}, "MaxItems", {"x": value})

    assert ("States.ItemReaderFailed", cause) == (raised.value.error, raised.value.cause)


@pytest.mark.parametrize(
    "name,cause",
    [
        ("Seconds", "The SecondsPath parameter does not reference an input value: $.x"),
        ("Timestamp", "The TimestampPath parameter does not reference an input value: $.x"),
        ("TimeoutSeconds", "Invalid path '$.x' : No results for path: $['x']"),
        ("HeartbeatSeconds", "Invalid path '$.x' : No results for path: $['x']"),
        (
            "Error",
            "The JSONPath '$.x' specified for the field 'ErrorPath' could not be found in the input '{}'",
        ),
        (
            "MaxItems",
            "The JSONPath '$.x' specified for the field 'MaxItemsPath' could not be found in the input '{}'",
        ),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_in_the_words_for_its_field(name: str, cause: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        _field({f"{name}Path": "$.x"}, name, {})

    assert ("States.Runtime", cause) == (raised.value.error, raised.value.cause)


@pytest.mark.parametrize("name", ["Seconds", "TimeoutSeconds", "Error", "MaxConcurrency"])
@pytest.mark.parametrize("path", ["x", "", "$.", 5, None, ["$.x"]])
def test_what_is_no_path_is_refused(name: str, path: Any) -> None:
    with pytest.raises(EvaluationError, match="must be a valid JSONPath"):
        _field({f"{name}Path": path}, name, {})
