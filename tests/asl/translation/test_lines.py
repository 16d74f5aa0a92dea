"""What is said of a translation, and what is refused."""

import json

import pytest

from course.asl import lint
from course.asl.translation import UntranslatableError, translate

CHARGE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "InputPath": "$.payment",
    "Parameters": {"FunctionName": "charge", "Payload": {"amount.$": "$.amount"}},
    "ResultSelector": {"id.$": "$.Payload.chargeId"},
    "ResultPath": "$.charge",
    "Retry": [{"ErrorEquals": ["States.Timeout"]}],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Refused"}],
    "Next": "Paid",
}
MACHINE = {
    "StartAt": "Charge",
    "States": {
        "Charge": CHARGE,
        "Paid": {"Type": "Succeed"},
        "Refused": {"Type": "Fail", "Error": "Refused"},
    },
}

LAMBDA = "arn:aws:states:::lambda:invoke"
REFUSED = [
    ({"Type": "Choice", "Choices": []}, "a Choice state is none of"),
    ({"Type": "Pass", "Parameters": {"all.$": "$.items[*].id"}, "End": True}, "may lead to many values"),
    (
        {"Type": "Pass", "Parameters": {"n.$": "States.ArrayUnique($.a)"}, "End": True},
        "States.ArrayUnique has no",
    ),
    ({"Type": "Pass", "Parameters": {"n.$": "States.MathAdd(1)"}, "End": True}, "2 arguments are needed"),
    ({"Type": "Pass", "Parameters": {"n.$": "States.Format('{}')"}, "End": True}, "as many {}"),
    ({"Type": "Pass", "Parameters": {"n.$": "States.Format($.t)"}, "End": True}, "its text is computed"),
    ({"Type": "Pass", "Parameters": {"n.$": "States.JsonMerge($.a, $.b, true)"}, "End": True}, "shallow"),
    ({"Type": "Pass", "Parameters": {"n.$": "States.Format("}, "End": True}, "column"),
    ({"Type": "Pass", "Parameters": {"n.$": 7}, "End": True}, "7 is no path"),
    ({"Type": "Pass", "Parameters": {"n": "{% 1 %}"}, "End": True}, "would be computed"),
    ({"Type": "Pass", "ResultPath": "$.items[0]", "End": True}, "has an index"),
    ({"Type": "Pass", "ResultPath": "items", "End": True}, "no path of names"),
    (
        {"Type": "Task", "Resource": LAMBDA, "TimeoutSecondsPath": "$.t", "End": True},
        "TimeoutSecondsPath has no",
    ),
    ("text", "not an object"),
]


def test_nothing_is_wrong_with_what_is_made():
    found = lint(json.dumps(translate(MACHINE).definition))

    assert [] == [each.message for each in found if each.severity == "ERROR"]


def test_every_line_that_reads_otherwise_has_its_sentence_in_the_order_of_the_definition():
    lines = translate(MACHINE).lines

    assert [
        ('"QueryLanguage": "JSONPath" (or nothing)', '"QueryLanguage": "JSONata"'),
        ('"InputPath": "$.payment"', ""),
        ('"Parameters": {…}', '"Arguments": {…}'),
        ('"amount.$": "$.amount"', '"amount": "{% $states.input.payment.amount %}"'),
        ('"ResultSelector": {…}', '"Output": {…}'),
        ('"id.$": "$.Payload.chargeId"', "… 'id': $states.result.Payload.chargeId …"),
        (
            '"ResultPath": "$.charge"',
            "\"Output\": \"{% $merge([$states.input, {'charge': {'id': $states.result.Payload.chargeId}}]) %}\"",
        ),
        (
            '"ResultPath": "$.why"',
            '"Output": "{% $merge([$states.input, {\'why\': $states.errorOutput}]) %}"',
        ),
    ] == [(line.before, line.after) for line in lines]
    assert ["", "Charge", "Charge, catcher 1"] == list(dict.fromkeys(line.state for line in lines))
    assert all(line.why.endswith(".") for line in lines)


def test_a_state_that_is_in_jsonata_stays_as_it_is():
    state = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "End": True}

    translation = translate({"StartAt": "A", "States": {"A": state}})

    assert state == translation.definition["States"]["A"]


@pytest.mark.parametrize("state, said", REFUSED, ids=[said for _, said in REFUSED])
def test_what_would_not_surely_do_the_same_is_refused(state, said):
    with pytest.raises(UntranslatableError, match="state 'A'") as refused:
        translate({"StartAt": "A", "States": {"A": state}})

    assert said in str(refused.value)


@pytest.mark.parametrize("wrong", ["{", "[]", {}, {"States": []}, 7, None])
def test_what_is_no_machine_is_refused(wrong):
    with pytest.raises(UntranslatableError, match="the definition"):
        translate(wrong)
