"""The states that take no time, and Wait."""

import pytest

from course.asl import run

PASS = {"Type": "Pass"}


def test_a_pass_hands_on_its_input(machine):
    assert {"n": 1} == run(machine(A=PASS), {"n": 1}).output


def test_no_input_is_an_empty_object(machine):
    assert {} == run(machine(A=PASS)).output


def test_the_input_may_be_null_as_text(machine):
    execution = run(machine(A=PASS), input_text="null")

    assert ("SUCCEEDED", None) == (execution.status, execution.output)


def test_a_result_of_null_is_a_result(machine):
    assert None is run(machine(A=PASS | {"Result": None}), {"n": 1}).output


def test_a_fail_state_names_error_and_cause(machine):
    execution = run(machine(A={"Type": "Fail", "Error": "Refused", "Cause": "sold out"}))

    assert ("FAILED", "Refused", "sold out") == (execution.status, execution.error, execution.cause)


def test_a_fail_state_without_a_name_fails_all_the_same(machine):
    execution = run(machine(A={"Type": "Fail"}))

    assert ("FAILED", None, None) == (execution.status, execution.error, execution.cause)
    assert {} == execution.history[-1]["executionFailedEventDetails"]


def test_a_choice_takes_the_first_rule_that_holds(machine):
    choice = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "NumericGreaterThan": 1, "Next": "B"}],
        "Default": "C",
    }
    states = machine(A=choice, B=PASS | {"Result": "many"}, C=PASS | {"Result": "few"})

    assert ["few", "many"] == [run(states, {"n": n}).output for n in (1, 2)]


def test_a_choice_that_leads_nowhere_fails_the_execution(machine):
    choice = {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "B"}]}
    execution = run(machine(A=choice, B=PASS), {"n": 2})

    assert "States.Runtime" == execution.error
    assert (
        "An error occurred while executing the state 'A' (entered at the event id #2). "
        "Failed to transition out of the state. The state does not point to a next state."
    ) == execution.cause


def test_a_wait_of_a_year_takes_no_time(machine):
    execution = run(machine(A={"Type": "Wait", "Seconds": 364 * 86400}))

    assert ("SUCCEEDED", 364 * 86400) == (execution.status, execution.clock.elapsed)


@pytest.mark.parametrize(
    "fields, seconds",
    [
        ({"Seconds": 7}, 7),
        ({"SecondsPath": "$.seconds"}, 11),
        ({"Timestamp": "2025-03-01T08:00:30Z"}, 30),
        ({"Timestamp": "2025-03-01T09:00:30.5+01:00"}, 30),
        ({"TimestampPath": "$.time"}, 60),
        ({"Timestamp": "2001-01-01T00:00:00Z"}, 0),
        ({"Seconds": "{% $states.input.seconds + 1 %}", "QueryLanguage": "JSONata"}, 12),
    ],
)
def test_a_wait_lasts_as_long_as_its_field_says(machine, fields, seconds):
    execution = run(machine(A={"Type": "Wait", **fields}), {"seconds": 11, "time": "2025-03-01T08:01:00Z"})

    assert ("SUCCEEDED", seconds) == (execution.status, execution.clock.elapsed)


@pytest.mark.parametrize(
    "fields, error",
    [
        ({"Timestamp": "tomorrow"}, "States.Runtime"),
        ({"Seconds": -1}, "States.Runtime"),
        ({"TimestampPath": "$.seconds"}, "States.Runtime"),
        ({"TimestampPath": "$.far"}, "States.Runtime"),
        ({"SecondsPath": "$.many"}, "States.Runtime"),
        ({"SecondsPath": "$.digits"}, "States.Runtime"),
        ({"Seconds": "{% -1 %}", "QueryLanguage": "JSONata"}, "States.QueryEvaluationError"),
    ],
)
def test_a_wait_that_makes_no_sense_fails(machine, fields, error):
    document = {"seconds": 11, "many": 2**31, "digits": 10**400, "far": "2093-03-20T08:00:00Z"}
    execution = run(machine(A={"Type": "Wait", **fields}), document)

    assert ("FAILED", error) == (execution.status, execution.error)


def test_query_languages_may_change_from_state_to_state(machine):
    states = machine(
        A=PASS | {"QueryLanguage": "JSONata", "Output": {"n": "{% $states.input.n + 1 %}"}, "Next": "B"},
        B=PASS | {"Parameters": {"m.$": "$.n"}},
    )

    assert {"m": 3} == run(states, {"n": 2}).output
