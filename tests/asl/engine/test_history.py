"""The events that an execution leaves behind, and their limits."""

from datetime import UTC, datetime

import pytest

from course.asl import parse, run
from course.asl.engine import InputError, describe
from course.asl.text import to_text

LOOP = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}


def test_events_have_the_shape_that_boto3_returns(machine):
    states = machine(A={"Type": "Wait", "Seconds": 5, "Next": "B"}, B={"Type": "Succeed"})
    events = run(states, {"a": "é"}, role_arn="arn:aws:iam::1:role/r").history
    no_more = {"truncated": False}

    assert {
        "timestamp": datetime(2025, 3, 1, 8, 0, tzinfo=UTC),
        "type": "ExecutionStarted",
        "id": 1,
        "previousEventId": 0,
        "executionStartedEventDetails": {
            "input": '{"a":"é"}',
            "inputDetails": no_more,
            "roleArn": "arn:aws:iam::1:role/r",
        },
    } == events[0]
    assert {
        "timestamp": datetime(2025, 3, 1, 8, 0, 5, tzinfo=UTC),
        "type": "WaitStateExited",
        "id": 3,
        "previousEventId": 2,
        "stateExitedEventDetails": {"name": "A", "output": '{"a":"é"}', "outputDetails": no_more},
    } == events[2]
    assert {"output": '{"a":"é"}', "outputDetails": no_more} == events[-1]["executionSucceededEventDetails"]


def test_the_first_state_points_back_to_nothing(machine, chain):
    assert [
        ("ExecutionStarted", 0),
        ("PassStateEntered", 0),
        ("PassStateExited", 2),
        ("ExecutionSucceeded", 3),
    ] == chain(run(machine(A={"Type": "Pass"})))


def test_the_input_stands_in_the_history_as_it_was_sent(machine):
    execution = run(machine(A={"Type": "Pass"}), input_text='[1,  "two"]')

    assert '[1,  "two"]' == execution.history[0]["executionStartedEventDetails"]["input"]
    assert '[1,"two"]' == execution.history[-1]["executionSucceededEventDetails"]["output"]


def test_an_endless_loop_ends_with_its_history():
    execution = run(LOOP)

    assert (25_000, "ExecutionFailed", 24_999) == (
        len(execution.history),
        execution.history[-1]["type"],
        execution.history[-1]["previousEventId"],
    )
    assert ("States.Runtime", "The execution reached the maximum number of history events (25000).") == (
        execution.error,
        execution.cause,
    )


def test_an_endless_express_loop_ends_after_five_minutes():
    execution = run(parse(to_text(LOOP), type="EXPRESS"))

    assert ("TIMED_OUT", 300) == (execution.status, execution.clock.elapsed)


def test_a_failed_expression_has_an_event_of_its_own(machine, chain):
    execution = run(
        machine(A={"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"v": "{% $nothing %}"}})
    )
    event = execution.history[2]

    assert [
        ("ExecutionStarted", 0),
        ("PassStateEntered", 0),
        ("EvaluationFailed", 0),
        ("ExecutionFailed", 3),
    ] == chain(execution)
    assert {
        "error": execution.error,
        "cause": execution.cause,
        "location": "Output/v",
        "state": "A",
    } == event["evaluationFailedEventDetails"]


def test_an_output_that_is_too_large_fails_the_state(machine):
    execution = run(machine(A={"Type": "Pass", "Result": "x" * 262_143}))

    assert (
        "States.DataLimitExceeded",
        "The state/task 'A' returned a result with a size exceeding the maximum number of bytes service limit.",
    ) == (execution.error, execution.cause)


def test_bytes_are_counted_and_not_characters(machine):
    sizes = {"x": 262_142, "é": 131_071}

    assert ["SUCCEEDED"] * 2 == [
        run(machine(A={"Type": "Pass", "Result": x * n})).status for x, n in sizes.items()
    ]
    assert ["FAILED"] * 2 == [
        run(machine(A={"Type": "Pass", "Result": x * (n + 1)})).status for x, n in sizes.items()
    ]


@pytest.mark.parametrize(
    "given",
    [
        {"input": object()},
        {"input": "x" * 262_143},
        {"input": float("nan")},
        {"input_text": "{"},
        {"input_text": '{"a": NaN}'},
        {"input_text": '{"a": 1e999}'},
        {"input_text": "1" * 5_000},
        {"input_text": "[" * 10_000},
        {"input_text": "[" * 1_001 + "]" * 1_001},
    ],
)
def test_an_input_that_no_execution_takes_is_refused(machine, given):
    with pytest.raises(InputError, match="the input"):
        run(machine(A={"Type": "Pass"}), **given)


def test_an_input_may_be_nested_a_thousand_levels_deep(machine):
    text = '{"a":' * 999 + '["[["]' + "}" * 999

    assert "SUCCEEDED" == run(machine(A={"Type": "Pass"}), input_text=text).status


def test_a_document_that_nests_itself_in_every_round_fails_soon(machine):
    execution = run(machine(A={"Type": "Pass", "ResultPath": "$.a.b", "Next": "A"}), {"a": {}})

    assert "States.Runtime" == execution.error
    assert execution.cause.endswith("The document is nested more than 1000 levels deep.")
    assert len(execution.visits) < 1_000


def test_an_execution_describes_itself_as_boto3_does(machine):
    execution = run(machine(A={"Type": "Wait", "Seconds": 1}), name="first")

    assert {
        "executionArn": "arn:aws:states:us-east-1:123456789012:execution:machine:first",
        "stateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
        "name": "first",
        "status": "SUCCEEDED",
        "startDate": datetime(2025, 3, 1, 8, 0, tzinfo=UTC),
        "stopDate": datetime(2025, 3, 1, 8, 0, 1, tzinfo=UTC),
        "input": "{}",
        "inputDetails": {"included": True},
        "output": "{}",
        "outputDetails": {"included": True},
        "redriveCount": 0,
        "redriveStatus": "NOT_REDRIVABLE",
        "redriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
    } == describe(execution)


def test_what_failed_without_a_name_is_described_without_one(machine):
    assert {"error", "cause", "output"}.isdisjoint(describe(run(machine(A={"Type": "Fail"}))))
