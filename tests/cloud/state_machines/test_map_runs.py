"""Map Runs and the executions in them."""

import pytest

PROCESSOR = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}


def distributed(states: dict, **fields: object) -> dict:
    processor = {**PROCESSOR, "StartAt": next(iter(states)), "States": states}
    return {"M": {"Type": "Map", "ItemProcessor": processor, "Label": "Orders", **fields}}


@pytest.fixture
def map_run(states) -> str:
    """The Map Run of five items, two of which fail, and that may."""
    bad = {"Variable": "$", "NumericGreaterThan": 3, "Next": "F"}
    each = {
        "C": {"Type": "Choice", "Choices": [bad], "Default": "S"},
        "F": {"Type": "Fail", "Error": "E"},
        "S": {"Type": "Succeed"},
    }
    arn = states.machine("sales", distributed(each, ToleratedFailureCount=2))
    execution = states.run(arn, input="[1, 2, 3, 4, 5]")["executionArn"]
    return states.client.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]


def test_a_map_run_counts_its_items_and_executions(states, map_run: str) -> None:
    described = states.client.describe_map_run(mapRunArn=map_run)

    assert ("SUCCEEDED", 5, 3, 2) == (
        described["status"],
        described["itemCounts"]["total"],
        described["executionCounts"]["succeeded"],
        described["executionCounts"]["failed"],
    )


def test_the_executions_of_a_map_run_are_listed_and_described(states, map_run: str) -> None:
    failed = states.client.list_executions(mapRunArn=map_run, statusFilter="FAILED")["executions"]
    child = failed[0]

    described = states.described(child["executionArn"])
    of_child = states.client.describe_state_machine_for_execution(executionArn=child["executionArn"])

    assert ["FAILED", "FAILED"] == [each["status"] for each in failed]
    assert (map_run, 1) == (child["mapRunArn"], child["itemCount"])
    assert (map_run, "E") == (described["mapRunArn"], described["error"])
    assert (map_run, "Orders") == (of_child["mapRunArn"], of_child["label"])
    assert states.client.get_execution_history(executionArn=child["executionArn"])["events"]


def test_children_can_be_asked_for_by_whether_they_were_redriven(states, map_run: str) -> None:
    def count(redriven: str) -> int:
        return len(states.client.list_executions(mapRunArn=map_run, redriveFilter=redriven)["executions"])

    assert (0, 5) == (count("REDRIVEN"), count("NOT_REDRIVEN"))


def test_a_child_is_not_redriven_by_itself(states, map_run: str) -> None:
    child = states.client.list_executions(mapRunArn=map_run, statusFilter="FAILED")["executions"][0]

    refused = states.refusal("redrive_execution", executionArn=child["executionArn"])

    assert "ExecutionNotRedrivable" == refused[0]


def test_a_run_under_way_can_tolerate_more(states) -> None:
    each = {"W": {"Type": "Wait", "Seconds": 60, "Next": "F"}, "F": {"Type": "Fail"}}
    execution = states.start(states.machine("sales", distributed(each)), input="[1, 2]")
    states.account.clock.advance(1)
    arn = states.client.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]

    states.client.update_map_run(mapRunArn=arn, toleratedFailureCount=2)
    states.account.settle()

    assert "SUCCEEDED" == states.described(execution)["status"]
    assert 2 == states.client.describe_map_run(mapRunArn=arn)["toleratedFailureCount"]


def test_a_run_under_way_can_do_more_at_once(states) -> None:
    each = {"W": {"Type": "Wait", "Seconds": 60, "End": True}}
    execution = states.start(
        states.machine("sales", distributed(each, MaxConcurrency=1)), input="[1, 2, 3, 4, 5]"
    )
    states.account.clock.advance(1)
    arn = states.client.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]

    states.client.update_map_run(mapRunArn=arn, maxConcurrency=4)
    states.account.settle()

    described = states.described(execution)
    assert 120 == pytest.approx((described["stopDate"] - described["startDate"]).total_seconds(), abs=1)
    assert 4 == states.client.describe_map_run(mapRunArn=arn)["maxConcurrency"]


def test_an_update_that_is_too_late_is_refused(states, map_run: str) -> None:
    refused = states.refusal("update_map_run", mapRunArn=map_run, toleratedFailureCount=1)

    assert ("ValidationException", f"Map Run is SUCCEEDED and cannot be updated: '{map_run}'") == refused


def test_a_map_run_that_is_not_there_is_refused(states) -> None:
    missing = "arn:aws:states:us-east-1:123456789012:mapRun:sales/Orders:none"

    for operation in ("describe_map_run", "update_map_run", "list_executions"):
        assert ("ResourceNotFound", f"Resource not found: '{missing}'") == states.refusal(
            operation, mapRunArn=missing
        )


def test_a_map_run_within_a_child_is_found(states) -> None:
    inner = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}} | PROCESSOR
    each = {"I": {"Type": "Map", "ItemsPath": "$", "Label": "Inner", "ItemProcessor": inner, "End": True}}
    execution = states.run(states.machine("sales", distributed(each)), input="[[1, 2]]")["executionArn"]
    outer = states.client.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    child = states.client.list_executions(mapRunArn=outer)["executions"][0]["executionArn"]

    nested = states.client.list_map_runs(executionArn=child)["mapRuns"][0]["mapRunArn"]

    assert 2 == len(states.client.list_executions(mapRunArn=nested)["executions"])
    assert child == states.client.describe_map_run(mapRunArn=nested)["executionArn"]
