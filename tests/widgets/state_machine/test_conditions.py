"""A Choice rule is said as a reader would say it."""

import pytest

from course.widgets.state_machine.conditions import condition

SAID = [
    ({"Variable": "$.amount", "NumericGreaterThan": 100}, "amount > 100"),
    ({"Variable": "$.amount", "NumericLessThanEquals": 1.5}, "amount ≤ 1.5"),
    ({"Variable": "$.country", "StringEquals": "NL"}, 'country = "NL"'),
    ({"Variable": "$.a", "StringEqualsPath": "$.b"}, "a = b"),
    ({"Variable": "$.key", "StringMatches": "*.csv"}, 'key like "*.csv"'),
    ({"Variable": "$.key", "StringMatches": "a.csv"}, 'key = "a.csv"'),
    (
        {"Variable": "$.at", "TimestampGreaterThanEquals": "2026-01-01T00:00:00Z"},
        'at ≥ "2026-01-01T00:00:00Z"',
    ),
    ({"Variable": "$.ok", "BooleanEquals": True}, "ok = true"),
    ({"Variable": "$.token", "IsPresent": True}, "token is there"),
    ({"Variable": "$.token", "IsPresent": False}, "token is not there"),
    ({"Variable": "$", "IsNull": True}, "$ is null"),
    ({"Variable": "$limit", "IsNumeric": True}, "$limit is a number"),
    ({"Not": {"Variable": "$.a", "StringEquals": "x"}}, 'a ≠ "x"'),
    ({"Not": {"Variable": "$.a", "NumericGreaterThan": 1}}, "not a > 1"),
    ({"Condition": "{% $states.input.amount > 100 %}"}, "amount > 100"),
    ({"Condition": "{% $count($states.input.items)\n = $limit %}"}, "$count(items) = $limit"),
    ({"Condition": True}, "true"),
    ({}, "? is compared with nothing"),
    ({"And": []}, "And of nothing"),
    (7, "not an object"),
]


@pytest.mark.parametrize("rule, said", SAID, ids=[said for _, said in SAID])
def test_a_rule_in_words(rule, said):
    assert said == condition(rule)


def test_rules_are_joined_by_and_and_or():
    a, b, c = ({"Variable": f"$.{name}", "NumericEquals": 1} for name in "abc")

    assert "a = 1 and (b = 1 or c = 1)" == condition({"And": [a, {"Or": [b, c]}]})
    assert "not (a = 1 and b = 1)" == condition({"Not": {"And": [a, b]}})


def test_the_same_field_compared_with_several_values_is_named_once():
    rules = [{"Variable": "$.status", "StringEquals": value} for value in ("QUEUED", "RUNNING")]

    assert 'status = "QUEUED" or "RUNNING"' == condition({"Or": rules})


def test_a_short_rule_names_the_last_step_of_a_long_path():
    rule = {"Variable": "$.QueryExecution.Status.State", "StringEquals": "FAILED"}

    assert '…State = "FAILED"' == condition(rule, short=True)
    assert 'QueryExecution.Status.State = "FAILED"' == condition(rule)


def test_a_short_rule_leaves_out_that_a_field_is_there_where_more_is_asked_of_it():
    there, right = {"Variable": "$.ok", "IsPresent": True}, {"Variable": "$.ok", "BooleanEquals": True}

    assert "ok = true" == condition({"And": [there, right]}, short=True)
    assert "ok is there and ok = true" == condition({"And": [there, right]})
    assert "ok is there" == condition({"And": [there]}, short=True)
