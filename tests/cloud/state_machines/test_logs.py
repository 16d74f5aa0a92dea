"""The logs of state machines in CloudWatch Logs."""

import json
from typing import Any

import pytest

GROUP = "/aws/vendedlogs/states/sales"
STATES = {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:none"}}


@pytest.fixture
def logged(states) -> Any:
    """Run a state machine that logs so, and return the entries of its log group."""
    logs = states.account.client("logs")
    logs.create_log_group(logGroupName=GROUP)

    def run(
        level: str, definition: Any = None, *, data: bool = True, **settings: Any
    ) -> list[dict[str, Any]]:
        group = {"logGroupArn": f"arn:aws:logs:us-east-1:123456789012:log-group:{GROUP}:*"}
        logging = {
            "level": level,
            "includeExecutionData": data,
            "destinations": [{"cloudWatchLogsLogGroup": group}],
        }
        arn = states.machine("sales", definition, loggingConfiguration=logging, **settings)
        states.start(arn, input='{"n": 1}')
        states.account.settle()
        return [json.loads(each["message"]) for each in logs.filter_log_events(logGroupName=GROUP)["events"]]

    return run


def test_all_events_are_logged_in_their_order(states, logged) -> None:
    entries = logged("ALL")

    arn = states.client.list_executions(
        stateMachineArn="arn:aws:states:us-east-1:123456789012:stateMachine:sales"
    )
    events = states.client.get_execution_history(executionArn=arn["executions"][0]["executionArn"])["events"]
    assert [(each["type"], str(each["id"])) for each in events] == [
        (each["type"], each["id"]) for each in entries
    ]
    assert {
        "id": "2",
        "type": "PassStateEntered",
        "details": {"name": "A", "input": '{"n": 1}', "inputDetails": {"truncated": False}},
        "redrive_count": "0",
        "previous_event_id": "0",
        "event_timestamp": str(int(events[1]["timestamp"].timestamp() * 1000)),
        "execution_arn": arn["executions"][0]["executionArn"],
    } == entries[1]


@pytest.mark.parametrize(
    "level, types",
    [
        ("ERROR", ["LambdaFunctionFailed", "ExecutionFailed"]),
        ("FATAL", ["ExecutionFailed"]),
        ("OFF", []),
    ],
)
def test_a_level_leaves_out_what_is_less(logged, level: str, types: list[str]) -> None:
    assert types == [each["type"] for each in logged(level, STATES)]


def test_without_execution_data_entries_say_what_happened_alone(logged) -> None:
    entries = logged("ALL", data=False)

    assert {"name": "A"} == entries[1]["details"]
    assert "input" not in json.dumps(entries)


def test_express_executions_are_logged_with_their_own_arns(logged) -> None:
    entries = logged("ALL", type="EXPRESS")

    assert ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"] == [
        each["type"] for each in entries
    ]
    assert ":express:sales:" in entries[0]["execution_arn"]


def test_the_children_of_a_map_run_are_logged_in_the_same_group(logged) -> None:
    each = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "C",
        "States": {"C": {"Type": "Pass", "End": True}},
    }
    mapped = {"M": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": each}}

    entries = logged("ALL", {"I": {"Type": "Pass", "Result": {"items": [1, 2]}, "Next": "M"}, **mapped})

    assert 3 == len({each["execution_arn"] for each in entries})
    assert 2 == sum(each["details"].get("name") == "C" and "Entered" in each["type"] for each in entries)


def test_what_an_update_says_of_logs_holds_from_the_next_execution_on(states, logged) -> None:
    known = len(logged("ALL"))
    arn = "arn:aws:states:us-east-1:123456789012:stateMachine:sales"
    states.client.update_state_machine(stateMachineArn=arn, loggingConfiguration={"level": "OFF"})
    states.run(arn)

    found = states.account.client("logs").filter_log_events(logGroupName=GROUP)["events"]
    assert known == len(found)


def test_an_execution_does_not_notice_that_its_log_group_is_gone(states, logged) -> None:
    logged("ALL")
    states.account.client("logs").delete_log_group(logGroupName=GROUP)

    described = states.run("arn:aws:states:us-east-1:123456789012:stateMachine:sales")

    assert "SUCCEEDED" == described["status"]
