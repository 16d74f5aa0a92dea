"""Filter policies: what they decide, what is refused, and how a decision is shown. Cases are in the files beside."""

import json
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.cloud.filter_policy import ABSENT, OPERATORS, FilterPolicyError, parse

HERE = Path(__file__).parent


def _cases(file: str) -> list[Any]:
    cases: list[dict[str, Any]] = tomllib.loads((HERE / file).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case.get("name", case["policy"])) for case in cases]


@pytest.mark.parametrize("case", _cases("filter_policy_cases.toml"))
def test_a_policy_decides_as_aws_does_and_says_why(case: dict[str, Any]) -> None:
    scope = "MessageBody" if "body" in case else "MessageAttributes"
    sent = {
        name: {"DataType": kind, "StringValue": text}
        for name, (kind, text) in case.get("attributes", {}).items()
    }

    decision = parse(case["policy"], scope).decide(sent, case.get("body", case.get("text", "")))
    told = decision.deciding or next(iter(decision.fields), None)

    assert case["passes"] == decision.matched
    assert case.get("because", "") in (told.reason if told else decision.reason)


@pytest.mark.parametrize("case", _cases("filter_policy_refusals.toml"))
def test_a_policy_is_refused_in_the_words_of_aws_with_place_and_remedy(case: dict[str, Any]) -> None:
    with pytest.raises(FilterPolicyError) as caught:
        parse(case["policy"], "MessageBody" if case.get("body") else "MessageAttributes")

    assert case["reason"] == caught.value.reason
    assert case["where"] == caught.value.where
    assert caught.value.remedy.startswith(case["remedy"])


def test_a_refusal_has_the_code_and_the_message_of_the_operation_that_brought_it() -> None:
    with pytest.raises(FilterPolicyError) as caught:
        parse('{"key": []}')
    reason = "FilterPolicy: Empty arrays are not allowed"

    assert caught.value.code == "InvalidParameter"
    assert caught.value.message == f"Invalid parameter: Attributes Reason: {reason}"
    assert caught.value.message_of("SetSubscriptionAttributes") == f"Invalid parameter: {reason}"
    assert str(caught.value) == (
        f"Invalid parameter: Attributes Reason: {reason}. In key. List at least one accepted value or condition."
    )


def test_a_scope_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FilterPolicyError) as caught:
        parse("{}", "Body")

    assert caught.value.message_of("SetSubscriptionAttributes") == (
        "Invalid parameter: FilterPolicyScope: Invalid value [Body]. "
        "Please use either MessageBody or MessageAttributes"
    )


def test_a_policy_may_have_150_combinations() -> None:
    values = list(range(150))

    assert parse({"key": values}).fields[0].conditions == tuple(values)


def test_attributes_of_an_envelope_are_read_like_those_of_publish() -> None:
    policy = parse({"channel": ["web"], "amount": [{"numeric": [">", 1]}]})

    published = {
        "channel": {"DataType": "String", "StringValue": "web"},
        "amount": {"DataType": "Number", "StringValue": "2"},
    }
    delivered = {"channel": {"Type": "String", "Value": "web"}, "amount": {"Type": "Number", "Value": "2"}}

    assert policy.decide(published) == policy.decide(delivered)
    assert policy.decide(delivered).matched


def test_a_decision_shows_each_field_with_what_was_found_and_wanted() -> None:
    decision = parse({"channel": ["web"], "amount": [1]}, "MessageBody").decide(
        {}, '{"channel": ["web", "app"]}'
    )
    channel, amount = decision.fields

    assert ("channel", ["web"], ["web", "app"], True) == (
        channel.path,
        channel.wanted,
        channel.found,
        channel.matched,
    )
    assert amount.found is ABSENT
    assert decision.deciding is amount


def test_a_decision_is_plain_data() -> None:
    policy = parse({"a": [1], "$or": [{"b": [1]}, {"c": [{"exists": False}], "d": [1]}]})
    decision = policy.decide({"a": {"DataType": "Number", "StringValue": "1"}})

    data = json.loads(json.dumps(decision.as_dict()))

    assert decision.as_dict() == data
    assert [(field["path"], field["present"], field["matched"]) for field in data["fields"]] == [
        ("a", True, True),
        ("b", False, False),
        ("c", False, True),
        ("d", False, False),
    ]
    assert data["tree"] == {
        "kind": "all",
        "matched": False,
        "children": [
            {"kind": "field", "matched": True, "field": 0},
            {
                "kind": "any",
                "matched": False,
                "children": [
                    {"kind": "field", "matched": False, "field": 1},
                    {
                        "kind": "all",
                        "matched": False,
                        "children": [
                            {"kind": "field", "matched": True, "field": 2},
                            {"kind": "field", "matched": False, "field": 3},
                        ],
                    },
                ],
            },
        ],
    }


def test_a_decision_prints_as_a_tree_of_ticks_and_crosses() -> None:
    policy = parse(
        {
            "outcome": ["paid"],
            "$or": [{"channel": ["web"]}, {"amount": [{"numeric": [">", 100]}], "rush": [True]}],
        },
        "MessageBody",
    )

    text = policy.decide({}, '{"outcome": "paid", "channel": "post", "amount": "500", "rush": true}').text()

    assert text == (
        "✗ The message is filtered out: not all that the policy needs holds in its body.\n"
        '├─ ✓ outcome is the text "paid"; the policy wants "paid".\n'
        "└─ ✗ $or: one of these has to hold\n"
        '   ├─ ✗ channel is the text "post"; the policy wants "web".\n'
        "   └─ ✗ all of these together\n"
        '      ├─ ✗ amount is the text "500"; the condition compares numbers (wanted: a number that is above 100), '
        "and a number stands in the body without quotes.\n"
        "      └─ ✓ rush is true; the policy wants true."
    )


def test_fields_that_hold_only_in_different_elements_of_a_list_are_explained_as_such() -> None:
    decision = parse({"r": {"a": [1], "b": [2]}}, "MessageBody").decide({}, '{"r": [{"a": 1}, {"b": 2}]}')

    assert not decision.matched
    assert all(field.matched for field in decision.fields)
    assert decision.deciding is None
    assert "not all in one and the same element of the list" in decision.reason


def test_every_operator_has_a_case_of_its_own() -> None:
    cases = (HERE / "filter_policy_cases.toml").read_text(encoding="utf-8")

    assert [] == [name for name in OPERATORS if f'"{name}"' not in cases]


def test_a_long_list_in_the_body_costs_its_length_and_not_its_square() -> None:
    policy = parse({"r": {"a": [1], "b": [2], "c": [9], "z": [{"exists": False}]}}, "MessageBody")
    records = [{"a": 1, "b": 2, "c": 9, "z": 1} if i % 2 else {"a": 1, "b": 2, "c": 8} for i in range(6000)]
    start = time.process_time()

    decision = policy.decide({}, json.dumps({"r": records}))

    assert not decision.matched
    assert time.process_time() - start < 5
