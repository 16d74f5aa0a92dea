"""A Choice says which rule holds, and why those before it do not."""

import pytest

from course.widgets.data_flow.rules import judged
from course.widgets.data_flow.stages import staged
from course.widgets.data_flow.subject import of_definition
from course.widgets.data_flow.trying import tried


def rules(choices, document, language="JSONPath", **more):
    state = {"QueryLanguage": language, "Type": "Choice", "Choices": choices, "Default": "Else", **more}
    return judged(of_definition(state, "", input=document))


def test_rules_after_the_first_that_holds_are_not_looked_at():
    choices = [{"Variable": "$.n", "NumericEquals": n, "Next": f"S{n}"} for n in (1, 2, 3)]

    assert [False, True, None] == [rule.holds for rule in rules(choices, {"n": 2})]


def test_a_rule_says_what_stands_where_it_looks():
    choices = [
        {"Variable": "$.n", "StringEquals": "7", "Next": "A"},
        {"Variable": "$.n", "NumericLessThanPath": "$.m", "Next": "B"},
    ]
    first, second = rules(choices, {"n": 7, "m": 5})

    assert ('$.n StringEquals "7"', "$.n is 7") == (first.words, first.why)
    assert "$.n is 7; $.m is 5" == second.why


def test_tests_within_a_rule_are_judged_one_by_one_as_far_as_needed():
    tests = [
        {"Variable": "$.n", "IsPresent": True},
        {"Variable": "$.n", "NumericEquals": 1},
        {"Variable": "$.n", "IsString": True},
    ]
    (both,) = rules([{"And": tests, "Next": "A"}], {"n": 2})
    (either,) = rules([{"Or": tests, "Next": "A"}], {"n": 2})
    (turned,) = rules([{"Not": tests[1], "Next": "A"}], {"n": 2})

    assert (False, [True, False, None]) == (both.holds, [each.holds for each in both.inner])
    assert (True, [True, None, None]) == (either.holds, [each.holds for each in either.inner])
    assert (True, [False]) == (turned.holds, [each.holds for each in turned.inner])


def test_a_path_that_leads_nowhere_ends_the_looking():
    choices = [
        {"Variable": "$.gone", "NumericEquals": 1, "Next": "A"},
        {"Variable": "$.n", "IsNull": False, "Next": "B"},
    ]
    first, second = rules(choices, {"n": 1})

    assert "States.Runtime" in first.error
    assert "$.gone is not there" == first.why
    assert (None, None) == (first.holds, second.holds)


def test_the_effective_input_is_looked_at():
    choices = [{"Variable": "$.n", "NumericEquals": 1, "Next": "A"}]

    assert [True] == [rule.holds for rule in rules(choices, {"in": {"n": 1}}, InputPath="$.in")]


def test_a_condition_in_jsonata_says_what_it_reads():
    choices = [
        {"Condition": "{% $states.input.order.n > 5 and $count($states.input.list) = 0 %}", "Next": "A"}
    ]
    (rule,) = rules(choices, {"order": {"n": 3}, "list": []}, "JSONata")

    assert rule.holds is False
    assert "$states.input.order.n is 3; $states.input.list is []" == rule.why


@pytest.mark.parametrize("choices", [None, 7, [7], [{}], [{"And": 7}]])
def test_rules_that_are_none_raise_nothing(choices):
    assert isinstance(rules(choices, {}), list)


def test_the_rule_that_holds_is_named_where_it_builds_and_sets():
    rule = {"Condition": "{% true %}", "Output": {"a": 1}, "Assign": {"b": 2}, "Next": "A"}
    state = {
        "QueryLanguage": "JSONata",
        "Type": "Choice",
        "Choices": [{**rule, "Condition": "{% false %}"}, rule],
    }
    subject = of_definition(state, "")
    stages = {stage.name: stage for stage in staged(subject, tried(subject))}

    assert ({"a": 1}, "Rule 2 builds the output.") == (stages["Output"].document, stages["Output"].says)
    assert {"b": 2} == stages["Assign"].document
    assert stages["Assign"].says.startswith("Rule 2 sets variables")
