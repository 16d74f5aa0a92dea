"""GetExecutionHistory."""

import pytest


@pytest.fixture
def execution(states) -> str:
    """An execution of three Pass states: eight events."""
    arn = states.machine(
        "sales",
        {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Assign": {"x": 1}, "Next": "C"}, "C": {"Type": "Pass"}},
    )  # fmt: skip
    return states.run(arn, input='{"n": 1}')["executionArn"]


def test_pages_follow_each_other_without_gap_or_repetition(states, execution: str) -> None:
    pages = states.client.get_paginator("get_execution_history").paginate(
        executionArn=execution, PaginationConfig={"PageSize": 3}
    )

    assert [[1, 2, 3], [4, 5, 6], [7, 8]] == [[each["id"] for each in page["events"]] for page in pages]


def test_the_history_can_be_read_from_its_end(states, execution: str) -> None:
    first = states.client.get_execution_history(executionArn=execution, reverseOrder=True, maxResults=3)
    rest = states.client.get_execution_history(
        executionArn=execution, reverseOrder=True, nextToken=first["nextToken"]
    )

    assert [8, 7, 6, 5, 4, 3, 2, 1] == [each["id"] for page in (first, rest) for each in page["events"]]


def test_a_token_of_the_other_direction_is_refused(states, execution: str) -> None:
    token = states.client.get_execution_history(executionArn=execution, maxResults=1)["nextToken"]

    assert ("InvalidToken", "Invalid Token: 'Invalid token'") == states.refusal(
        "get_execution_history", executionArn=execution, reverseOrder=True, nextToken=token
    )


def test_without_data_events_say_what_happened_and_not_with_what(states, execution: str) -> None:
    whole = states.client.get_execution_history(executionArn=execution)["events"]
    bare = states.client.get_execution_history(executionArn=execution, includeExecutionData=False)["events"]

    assert [each["type"] for each in whole] == [each["type"] for each in bare]
    assert {"name": "B"} == bare[4]["stateExitedEventDetails"]
    assert {"x": "1"} == whole[4]["stateExitedEventDetails"]["assignedVariables"]
    assert {"roleArn"} == bare[0]["executionStartedEventDetails"].keys()
    assert {} == bare[-1]["executionSucceededEventDetails"]
