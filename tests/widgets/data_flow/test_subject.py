"""The state that is meant is found in any definition, and what cannot be meant is said."""

import json

import pytest

from course.asl import parse
from course.widgets.data_flow.subject import NOTHING, error_output, of_definition

INNER = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
MACHINE = {
    "QueryLanguage": "JSONata",
    "StartAt": "Split",
    "States": {
        "Split": {"Type": "Parallel", "Branches": [INNER, INNER], "Next": "Old"},
        "Old": {"QueryLanguage": "JSONPath", "Type": "Succeed"},
    },
}


@pytest.mark.parametrize("form", [lambda value: value, json.dumps, lambda value: parse(json.dumps(value))])
def test_a_state_is_found_in_data_text_and_machine(form):
    assert "Succeed" == of_definition(form(MACHINE), "Old").type


def test_a_state_has_the_query_language_of_what_is_around_it_or_its_own():
    assert "JSONata" == of_definition(MACHINE, "Split").language
    assert "JSONPath" == of_definition(MACHINE, "Old").language
    assert "JSONata" == of_definition(MACHINE, "/States/Split/Branches/1/States/A").language


def test_a_single_state_needs_no_name():
    assert ("Pass", "JSONPath") == (
        of_definition({"Type": "Pass"}, "").type,
        of_definition({"Type": "Pass"}, "").language,
    )


def test_the_only_state_of_a_machine_needs_no_name():
    assert "A" == of_definition(INNER, "").name


def test_a_name_that_two_states_have_is_not_enough():
    with pytest.raises(ValueError, match=r"2 states are called 'A'.*/States/Split/Branches/1/States/A"):
        of_definition(MACHINE, "A")


def test_a_name_that_no_state_has_is_answered_with_those_that_there_are():
    with pytest.raises(ValueError, match="no state is called 'Pay'; there are: Split, A, A, Old"):
        of_definition(MACHINE, "Pay")
    with pytest.raises(ValueError, match="say which state"):
        of_definition(MACHINE, "")


def test_yaml_is_read_too():
    assert "Wait" == of_definition("Type: Wait\nSeconds: 1\n", "").type


@pytest.mark.parametrize(
    "error, output",
    [
        (None, None),
        ("Busy", {"error": "Busy"}),
        (("Busy", "why"), {"error": "Busy", "cause": "why"}),
        ({"Error": "Busy", "Cause": None}, {"error": "Busy"}),
    ],
)
def test_an_error_may_be_given_in_several_ways(error, output):
    assert output == error_output(error)


def test_nothing_is_no_null():
    assert NOTHING is not None
    assert "{}" == of_definition({"Type": "Task"}, "").mock()["result"]
    assert "null" == of_definition({"Type": "Task"}, "", result=None).mock()["result"]
