"""A filter's decision is shown field by field, and can be tried while typing."""

import pytest

from course.cloud.filter_policy import parse
from course.widgets import filter_tester, filter_tree
from course.widgets.events.filter_tester import judged

POLICY = {"channel": ["web", "app"], "$or": [{"amount": [{"numeric": [">", 100]}]}, {"vip": ["yes"]}]}


def decide(attributes):
    typed = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
    return parse(POLICY).decide(typed, "{}")


def test_the_tree_has_a_line_for_each_field_and_the_alternatives_stand_deeper():
    lines = filter_tree(decide({"channel": "web"})).text.splitlines()

    assert ["✗ The", "  ✓ cha", "  ✗ one", "    ✗ ", "    ✗ "] == [
        line[:5] if at == 0 else line[:7] if at < 3 else line[:6] for at, line in enumerate(lines)
    ]


def test_the_reason_of_a_field_is_shown():
    decision = decide({"channel": "phone"})

    assert all(field.reason in filter_tree(decision).text for field in decision.fields)


def test_a_plain_decision_without_a_tree_is_shown_too():
    field = {
        "path": "a.b",
        "wanted": ["x"],
        "found": None,
        "present": False,
        "matched": False,
        "reason": "It is absent.",
    }

    text = filter_tree({"matched": False, "fields": [field]}).text

    assert '✗ a.b: wanted ["x"], found nothing. It is absent.' in text


def test_typing_changes_the_verdict():
    tester = filter_tester({"channel": ["web"]}, {"attributes": {"channel": "phone"}, "body": {}})
    assert "filtered out" in tester.text

    tester.attributes = '{"channel": "web"}'

    assert "✓ The message passes" in tester.scene["html"]


def test_the_scope_says_whether_attributes_or_body_are_read():
    tester = filter_tester({"channel": ["web"]}, {"attributes": {}, "body": '{"channel": "web"}'})
    assert "filtered out" in tester.text

    tester.scope = "MessageBody"

    assert "✓ The message passes" in tester.text


@pytest.mark.parametrize(
    "policy, attributes, says",
    [
        ('{"a": ', "{}", "Filter policy: this is not JSON yet"),
        ('{"a": ["x"]}', "{,", "Look at line 1, column 2"),
        ('{"a": ["x"]}', "[1]", "Message attributes: not an object"),
        ('{"a": "x"}', "{}", "AWS would refuse this filter policy"),
    ],
)
def test_a_text_that_cannot_be_read_gets_a_kind_word(policy, attributes, says):
    assert says in judged(policy, attributes, "{}", "MessageAttributes").text


def test_a_scope_that_there_is_not_counts_as_the_first():
    tester = filter_tester({"a": ["x"]}, {"a": "x"})
    tester.scope = "<script>"

    assert "The policy reads MessageAttributes." in tester.text
    assert "✓ The message passes" in tester.text


def test_the_lines_that_decide_are_marked_in_policy_and_message():
    message = {"attributes": {"channel": "web", "vip": "not any more, alas"}, "body": {}}
    tester = filter_tester({"channel": ["web"], "vip": ["yes"]}, message)
    lines = tester.scene["lines"]

    assert ["good", "bad"] == list(lines["policy"].values())
    assert ["good", "bad"] == list(lines["attributes"].values())
    assert "body" not in lines

    tester.attributes = "{"

    assert {} == tester.scene["lines"]
