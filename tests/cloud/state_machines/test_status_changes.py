"""Changes of an execution's status as events on the default bus."""

import json
from typing import Any

import pytest


@pytest.fixture
def told(states, lab) -> Any:
    """Return the details of the events that a rule for them has brought to a queue, in their order."""
    url, events = lab.queue("status"), states.account.client("events")
    pattern = {"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"]}
    events.put_rule(Name="status", EventPattern=json.dumps(pattern))
    policy = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": lab.arn(url),
    }
    lab.sqs.set_queue_attributes(
        QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [policy]})}
    )
    events.put_targets(Rule="status", Targets=[{"Id": "queue", "Arn": lab.arn(url)}])

    def bodies() -> list[dict[str, Any]]:
        states.account.settle()
        return [json.loads(body) for body in lab.bodies(url)]

    return bodies


def test_beginning_and_end_of_an_execution_are_events(states, told) -> None:
    arn = states.run(states.machine("sales"), input='{"n": 1}', name="order-1")["executionArn"]

    began, ended = told()

    assert [arn] == began["resources"] == ended["resources"]
    assert ("RUNNING", None, None) == tuple(
        began["detail"][name] for name in ("status", "output", "stopDate")
    )
    assert ("SUCCEEDED", '{"n":1}', {"included": True}) == tuple(
        ended["detail"][name] for name in ("status", "output", "outputDetails")
    )
    assert isinstance(ended["detail"]["stopDate"], int)
    assert {"error": None, "cause": None, "redriveCount": 0, "stateMachineVersionArn": None}.items() <= ended[
        "detail"
    ].items()


def test_each_way_to_end_has_its_status(states, told) -> None:
    wait = {"Type": "Wait", "Seconds": 9, "End": True}
    timed = {"StartAt": "W", "States": {"W": wait}, "TimeoutSeconds": 5}
    for name, definition in {"failed": {"F": {"Type": "Fail", "Error": "E"}}, "timed": timed}.items():
        states.run(states.machine(name, definition))
    states.client.stop_execution(executionArn=states.start(states.machine("stopped", {"W": wait})))

    statuses = {(each["detail"]["name"] and each["detail"]["status"]) for each in told()}

    assert {"RUNNING", "FAILED", "TIMED_OUT", "ABORTED"} == statuses


def test_a_redrive_begins_again(states, told) -> None:
    execution = states.run(states.machine("sales", {"F": {"Type": "Fail", "Error": "E"}}))["executionArn"]
    states.client.redrive_execution(executionArn=execution)

    details = [each["detail"] for each in told()]

    assert [("RUNNING", 0), ("FAILED", 0), ("RUNNING", 1), ("FAILED", 1)] == [
        (each["status"], each["redriveCount"]) for each in details
    ]


def test_express_executions_and_children_of_map_runs_are_silent(states, told) -> None:
    each = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "C",
        "States": {"C": {"Type": "Pass", "End": True}},
    }
    states.start(states.machine("fast", type="EXPRESS"))
    arn = states.run(states.machine("sales", {"M": {"Type": "Map", "ItemProcessor": each}}), input="[1, 2]")

    assert [[arn["executionArn"]]] * 2 == [each["resources"] for each in told()]


def test_data_that_does_not_fit_into_an_event_is_left_out(states, told) -> None:
    states.run(states.machine("sales"), input=json.dumps("x" * 150_000))
    began, ended = told()

    assert {"included": True} == began["detail"]["inputDetails"]
    assert (None, {"included": False}) == (ended["detail"]["input"], ended["detail"]["inputDetails"])
    assert {"included": True} == ended["detail"]["outputDetails"]


def test_a_rule_can_start_the_next_state_machine(states) -> None:
    events = states.account.client("events")
    after = states.machine("after", {"P": {"Type": "Pass"}})
    first = states.machine("first")
    pattern = {"source": ["aws.states"], "detail": {"status": ["SUCCEEDED"], "stateMachineArn": [first]}}
    events.put_rule(Name="then", EventPattern=json.dumps(pattern))
    events.put_targets(
        Rule="then", Targets=[{"Id": "m", "Arn": after, "RoleArn": "arn:aws:iam::123456789012:role/r"}]
    )

    execution = states.run(first)

    (started,) = states.client.list_executions(stateMachineArn=after)["executions"]
    event = json.loads(states.described(started["executionArn"])["input"])
    assert [execution["executionArn"]] == event["resources"]
