"""The operators of Choice rules; every operator also compares with what a path leads to."""

from typing import Any

import pytest

from course.asl.errors import EvaluationError
from course.asl.jsonpath import choose
from course.asl.scope import Scope

NOON, LATER = "2024-05-01T12:00:00Z", "2024-05-01T12:00:01Z"
VALUES = {
    "null": None,
    "whole": 1,
    "decimal": 1.5,
    "empty": "",
    "text": "Hello",
    "moment": NOON,
    "yes": True,
    "no": False,
    "list": [1],
    "object": {"a": 1},
}
# operator: (value, compared with) pairs that match, and pairs that do not.
OPERATORS: dict[str, tuple[list[tuple[Any, Any]], list[tuple[Any, Any]]]] = {
    "BooleanEquals": (
        [(True, True), (False, False)],
        [(True, False), (1, True), ("true", True), (None, False)],
    ),
    "NumericEquals": ([(1, 1), (1.0, 1), (2.5, 2.5)], [(1, 2), (True, 1), ("1", 1), (None, 0)]),
    "NumericGreaterThan": ([(2, 1), (1.5, 1)], [(1, 1), (0, 1), ("2", 1)]),
    "NumericGreaterThanEquals": ([(2, 1), (1, 1.0)], [(0, 1), (True, 0)]),
    "NumericLessThan": ([(0, 1), (-1, 0.5)], [(1, 1), (2, 1), (False, 1)]),
    "NumericLessThanEquals": ([(0, 1), (1, 1)], [(2, 1), (None, 1)]),
    "StringEquals": ([("a", "a"), ("", "")], [("a", "A"), ("a", "a "), (1, "1"), (None, "")]),
    "StringGreaterThan": ([("b", "a"), ("ab", "a")], [("a", "a"), ("A", "a"), (2, "1")]),
    "StringGreaterThanEquals": ([("b", "a"), ("a", "a")], [("A", "a")]),
    "StringLessThan": ([("a", "b"), ("A", "a"), ("", "a"), ("\U00010000", "\uffff")], [("a", "a"), (1, "2")]),
    "StringLessThanEquals": ([("a", "b"), ("a", "a")], [("b", "a")]),
    "StringMatches": (
        [
            ("log-1.txt", "log-*.txt"),
            ("log-.txt", "log-*.txt"),
            ("anything", "*"),
            ("", "*"),
            ("", ""),
            ("abcabc", "*abc"),
            ("a-b-c", "a*b*c"),
            ("a*c", r"a\*c"),
            ("a\\c", r"a\\c"),
            (r"a\bc", r"a\\*c"),
            ("a\nc", "a*c"),
            ("a?c", "a?c"),
            ("a[b]c", "a[b]*"),
        ],
        [
            ("log-1.csv", "log-*.txt"),
            ("ab", "a*b*b"),
            ("abc", r"a\*c"),
            ("Log", "log"),
            ("abc", "a?c"),
            ("a", "aa*"),
            ("aba", "ab*ba"),
            (5, "*"),
            (None, "*"),
        ],
    ),
    "TimestampEquals": (
        [(NOON, NOON), (NOON, "2024-05-01T14:00:00+02:00"), (NOON, "2024-05-01T12:00:00.000Z")],
        [(NOON, LATER), ("2024-05-01", "2024-05-01"), (1, NOON), ("", NOON)],
    ),
    "TimestampGreaterThan": ([(LATER, NOON)], [(NOON, NOON), (NOON, LATER), ("z", NOON)]),
    "TimestampGreaterThanEquals": ([(LATER, NOON), (NOON, NOON)], [(NOON, LATER)]),
    "TimestampLessThan": (
        [(NOON, LATER), (NOON, "2024-05-01T12:00:00.000000001Z")],
        [(NOON, NOON), (LATER, NOON)],
    ),
    "TimestampLessThanEquals": ([(NOON, LATER), (NOON, NOON)], [(LATER, NOON)]),
}
TESTS = {
    "IsBoolean": {"yes", "no"},
    "IsNull": {"null"},
    "IsNumeric": {"whole", "decimal"},
    "IsString": {"empty", "text", "moment"},
    "IsTimestamp": {"moment"},
    "IsPresent": set(VALUES),
}
COMPARED = [
    (name, value, other, expected)
    for name, pairs in OPERATORS.items()
    for expected, rows in zip((True, False), pairs, strict=True)
    for value, other in rows
]
YES, NO = {"Variable": "$.t", "IsPresent": True}, {"Variable": "$.t", "IsPresent": False}


def _matches(rule: dict[str, Any], document: Any, **variables: Any) -> bool:
    scope = Scope(document, {"State": {"Name": "Pick"}}, variables)
    scope.effective = document
    state = {"Type": "Choice", "Choices": [{**rule, "Next": "Yes"}], "Default": "No"}
    return choose(state, scope, {}).next == "Yes"


@pytest.mark.parametrize("name,value,other,expected", COMPARED)
def test_an_operator_compares_with_a_value_and_with_what_a_path_leads_to(
    name: str, value: Any, other: Any, expected: bool
) -> None:
    document = {"v": value, "o": other}

    assert expected == _matches({"Variable": "$.v", name: other}, document)
    assert expected == _matches({"Variable": "$.v", f"{name}Path": "$.o"}, document)


@pytest.mark.parametrize("name", sorted(TESTS))
def test_a_type_test_matches_its_type_alone_and_false_turns_it_round(name: str) -> None:
    rule = {"Variable": "$.v"}

    assert TESTS[name] == {
        kind for kind, value in VALUES.items() if _matches({**rule, name: True}, {"v": value})
    }
    assert set(VALUES) - TESTS[name] == {
        kind for kind, value in VALUES.items() if _matches({**rule, name: False}, {"v": value})
    }


def test_a_field_that_is_not_there_is_not_present() -> None:
    for path in ("$.none", "$.none.deeper", "$.v[3]", "$$.none", "$none"):
        assert _matches({"Variable": path, "IsPresent": False}, {"v": []})
        assert not _matches({"Variable": path, "IsPresent": True}, {"v": []})


def test_a_variable_may_start_at_the_context_or_at_a_variable() -> None:
    assert _matches({"Variable": "$$.State.Name", "StringEquals": "Pick"}, {})
    assert _matches({"Variable": "$v.n", "NumericEqualsPath": "$.n"}, {"n": 3}, v={"n": 3})


@pytest.mark.parametrize("name", sorted(set(OPERATORS) | set(TESTS) - {"IsPresent"}))
def test_a_comparison_of_a_field_that_is_not_there_fails_the_state(name: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        _matches({"Variable": "$.none", name: True}, {})

    assert "States.Runtime" == raised.value.error
    assert (
        "Invalid path '$.none': The choice state's condition path references an invalid value."
        == raised.value.cause
    )


def test_a_comparison_with_a_field_that_is_not_there_fails_the_state() -> None:
    with pytest.raises(EvaluationError, match=r"Invalid path '\$.none': The choice state's condition path"):
        _matches({"Variable": "$.v", "StringEqualsPath": "$.none"}, {"v": "a"})


@pytest.mark.parametrize(
    "rule,expected",
    [
        ({"And": [YES, YES]}, True),
        ({"And": [YES, NO]}, False),
        ({"Or": [NO, YES]}, True),
        ({"Or": [NO, NO]}, False),
        ({"Not": YES}, False),
        ({"Not": NO}, True),
        ({"Not": {"And": [YES, {"Or": [NO, {"Not": YES}]}]}}, True),
    ],
)
def test_rules_combine(rule: dict[str, Any], expected: bool) -> None:
    assert expected == _matches(rule, {"t": 1})


def test_and_and_or_look_no_further_than_they_must() -> None:
    missing = {"Variable": "$.none", "NumericEquals": 1}

    assert not _matches({"And": [NO, missing]}, {"t": 1})
    assert _matches({"Or": [YES, missing]}, {"t": 1})


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"Variable": "$.t"},
        {"Variable": "$.t", "StringIs": "x"},
        {"And": "x"},
        {"And": []},
        {"Or": "x"},
        {"Or": None},
        {"And": [5]},
    ],
)
def test_a_rule_that_says_nothing_does_not_match(rule: dict[str, Any]) -> None:
    assert not _matches(rule, {"t": 1})


def test_a_rule_nested_for_ever_fails_the_state() -> None:
    rule: dict[str, Any] = YES
    for _ in range(5_000):
        rule = {"Not": rule}

    with pytest.raises(EvaluationError, match="nests at most"):
        _matches(rule, {"t": 1})
