"""Executions: start, stop, describe, list, and what is kept of them."""

import json
from datetime import timedelta

import pytest

PASS = {"A": {"Type": "Pass"}}
WAIT = {"W": {"Type": "Wait", "Seconds": 60}}


def test_the_same_name_and_input_is_the_same_execution_while_it_runs(states) -> None:
    arn = states.machine("sales", WAIT)
    first = states.client.start_execution(stateMachineArn=arn, name="order-1", input='{"n": 1}')
    states.account.clock.advance(5)
    again = states.client.start_execution(stateMachineArn=arn, name="order-1", input='{"n": 1}')

    assert (first["executionArn"], first["startDate"]) == (again["executionArn"], again["startDate"])
    assert 1 == len(states.client.list_executions(stateMachineArn=arn)["executions"])


def test_a_name_is_taken_by_other_input_and_after_the_end(states) -> None:
    arn = states.machine("sales", WAIT)
    execution = states.start(arn, name="order-1", input="{}")
    other = states.refusal("start_execution", stateMachineArn=arn, name="order-1", input='{"n": 1}')
    states.account.settle()
    after = states.refusal("start_execution", stateMachineArn=arn, name="order-1", input="{}")

    assert ("ExecutionAlreadyExists", f"Execution Already Exists: '{execution}'") == other == after


def test_an_execution_is_forgotten_and_its_name_free_after_ninety_days(states) -> None:
    arn = states.machine("sales", PASS)
    execution = states.run(arn, name="order-1")["executionArn"]
    states.account.clock.advance(timedelta(days=90).total_seconds() + 1)

    assert "ExecutionDoesNotExist" == states.refusal("describe_execution", executionArn=execution)[0]
    assert [] == states.client.list_executions(stateMachineArn=arn)["executions"]
    assert execution == states.start(arn, name="order-1")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "Invalid execution input."),
        ("nope", "Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"),
        ('{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"),
        ('"' + "é" * 200_000 + '"', "the input is larger than 262144 bytes, the most that an execution takes"),
    ],
    ids=["empty", "word", "colon", "too large"],
)  # fmt: skip
def test_input_that_is_no_json_or_too_large_is_refused(states, text: str, reason: str) -> None:
    arn = states.machine("sales", PASS)

    refused = states.refusal("start_execution", stateMachineArn=arn, input=text)

    assert ("InvalidExecutionInput", f"Invalid State Machine Execution Input: '{reason}'") == refused


def test_more_characters_than_the_model_allows_are_refused_without_showing_them(states) -> None:
    arn = states.machine("sales", PASS)

    assert (
        "ValidationException",
        (
            "1 validation error detected: Value at 'input' failed to satisfy constraint: "
            "Member must have length less than or equal to 262144"
        ),
    ) == states.refusal("start_execution", stateMachineArn=arn, input='"' + "x" * 262_144 + '"')


def test_stopping_says_why_and_once_is_enough(states) -> None:
    execution = states.start(states.machine("sales", WAIT))
    states.account.clock.advance(5)
    first = states.client.stop_execution(executionArn=execution, error="Cancelled", cause="by the customer")
    states.account.clock.advance(5)
    again = states.client.stop_execution(executionArn=execution, error="Other")

    described = states.described(execution)

    assert ("ABORTED", "Cancelled", "by the customer") == (
        described["status"],
        described["error"],
        described["cause"],
    )
    assert first["stopDate"] == again["stopDate"] == described["stopDate"]


def test_metadata_alone_leaves_input_and_output_out(states) -> None:
    execution = states.run(states.machine("sales", PASS), input='{"n": 1}', traceHeader="Root=1")

    bare = states.client.describe_execution(
        executionArn=execution["executionArn"], includedData="METADATA_ONLY"
    )

    assert ('{"n": 1}', '{"n":1}', "Root=1") == (
        execution["input"],
        execution["output"],
        execution["traceHeader"],
    )
    assert set() == {"input", "output", "inputDetails", "outputDetails"} & bare.keys()
    assert "SUCCEEDED" == bare["status"]


def test_executions_are_listed_newest_first_by_status_and_in_pages(states) -> None:
    choice = {"Variable": "$.fails", "BooleanEquals": True, "Next": "F"}
    arn = states.machine(
        "sales", {"C": {"Type": "Choice", "Choices": [choice], "Default": "S"}, "F": {"Type": "Fail"}, "S": {"Type": "Succeed"}}
    )  # fmt: skip
    for number in range(6):
        states.run(arn, name=str(number), input=json.dumps({"fails": number % 2 == 1}))

    def names(**filters: object) -> list[str]:
        pages = states.client.get_paginator("list_executions").paginate(
            stateMachineArn=arn, PaginationConfig={"PageSize": 2}, **filters
        )
        return [each["name"] for page in pages for each in page["executions"]]

    assert ["5", "4", "3", "2", "1", "0"] == names()
    assert ["5", "3", "1"] == names(statusFilter="FAILED")
    assert [] == names(statusFilter="RUNNING")


def test_a_list_wants_a_state_machine_or_a_map_run_and_no_filter_that_it_lacks(states) -> None:
    arn = states.machine("sales", PASS)

    assert "ValidationException" == states.refusal("list_executions")[0]
    assert (
        "ValidationException"
        == states.refusal("list_executions", stateMachineArn=arn, redriveFilter="REDRIVEN")[0]
    )


def test_arns_of_other_kinds_and_of_nothing_are_refused(states) -> None:
    arn = states.machine("sales", PASS)
    missing = f"{arn.replace('stateMachine', 'execution')}:none"

    assert ("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: stateMachine'") == states.refusal(
        "describe_execution", executionArn=arn
    )  # fmt: skip
    assert ("ExecutionDoesNotExist", f"Execution Does Not Exist: '{missing}'") == states.refusal(
        "describe_execution", executionArn=missing
    )


def test_a_machine_that_waits_a_year_is_over_in_no_time(states) -> None:
    described = states.run(states.machine("sales", {"W": {"Type": "Wait", "Seconds": 3600}}))

    assert timedelta(hours=1) == described["stopDate"] - described["startDate"]


def test_the_same_seed_gives_the_same_trace(new_states) -> None:
    from course.cloud import Account

    def trace() -> str:
        with Account(7) as account:
            states = new_states(account)
            arn = states.machine("sales", {"P": {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}}})
            states.run(arn)
            states.run(arn)
            return json.dumps([span.as_dict() for span in account.trace], default=str)

    assert trace() == trace()


def test_a_filter_that_is_no_status_is_refused_with_all_that_are(states) -> None:
    assert (
        "ValidationException",
        (
            "1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must "
            "satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"
        ),
    ) == states.refusal("list_executions", stateMachineArn=states.machine(), statusFilter="DONE")
