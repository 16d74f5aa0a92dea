"""Step Functions' metrics in CloudWatch."""

from datetime import timedelta
from typing import Any

import pytest

NONE = "arn:aws:lambda:us-east-1:123456789012:function:none"


@pytest.fixture
def summed(states) -> Any:
    """Return how often a metric was written for something, and the sum of it."""
    cloudwatch = states.account.client("cloudwatch")

    def find(name: str, value: str, dimension: str = "StateMachineArn") -> tuple[float, float]:
        now = states.account.now()
        points = cloudwatch.get_metric_statistics(
            Namespace="AWS/States",
            MetricName=name,
            Dimensions=[{"Name": dimension, "Value": value}],
            StartTime=now - timedelta(days=1),
            EndTime=now + timedelta(days=1),
            Period=3600,
            Statistics=["SampleCount", "Sum"],
        )["Datapoints"]
        return sum(each["SampleCount"] for each in points), sum(each["Sum"] for each in points)

    return find


def test_executions_are_counted_by_how_they_ended_and_timed(states, summed) -> None:
    wait = {"Type": "Wait", "Seconds": 5, "End": True}
    arn = states.machine("sales", {"W": wait})
    for _ in range(3):
        states.run(arn)
    states.client.stop_execution(executionArn=states.start(arn))
    failing = states.machine("failing", {"F": {"Type": "Fail"}})
    states.run(failing)
    timed = states.machine("timed", {"StartAt": "W", "States": {"W": wait}, "TimeoutSeconds": 2})
    states.run(timed)

    assert (4, 4) == summed("ExecutionsStarted", arn)
    assert (3, 3) == summed("ExecutionsSucceeded", arn)
    assert (1, 1) == summed("ExecutionsAborted", arn)
    assert (1, 1) == summed("ExecutionsFailed", failing)
    assert (1, 1) == summed("ExecutionsTimedOut", timed)
    assert (4, pytest.approx(15_000, abs=100)) == summed("ExecutionTime", arn)
    assert (0, 0) == summed("ExecutionsFailed", arn)


def test_express_executions_have_what_they_are_billed(states, summed) -> None:
    arn = states.machine("fast", {"W": {"Type": "Wait", "Seconds": 1}}, type="EXPRESS")
    states.client.start_sync_execution(stateMachineArn=arn)

    assert (1, 1000) == summed("ExpressExecutionBilledDuration", arn)
    assert (1, 64) == summed("ExpressExecutionBilledMemory", arn)


def test_redrives_are_counted_apart(states, summed) -> None:
    arn = states.machine("sales", {"F": {"Type": "Fail"}})
    states.client.redrive_execution(executionArn=states.run(arn)["executionArn"])
    states.account.settle()

    assert ((1, 1), (1, 1), (1, 1), (2, 2)) == tuple(
        summed(name, arn)
        for name in (
            "ExecutionsStarted",
            "ExecutionsRedriven",
            "RedrivenExecutionsFailed",
            "ExecutionsFailed",
        )
    )


def test_each_attempt_at_a_function_is_counted(states, summed) -> None:
    retry = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}]
    states.run(states.machine("sales", {"T": {"Type": "Task", "Resource": NONE, "Retry": retry}}))

    assert (3, 3) == summed("LambdaFunctionsScheduled", NONE, "LambdaFunctionArn")
    assert (3, 3) == summed("LambdaFunctionsFailed", NONE, "LambdaFunctionArn")
    assert (0, 0) == summed("LambdaFunctionsSucceeded", NONE, "LambdaFunctionArn")


def test_a_worker_s_time_is_measured_from_when_it_took_the_task(states, summed) -> None:
    arn = states.client.create_activity(name="approve")["activityArn"]
    states.start(states.machine("sales", {"T": {"Type": "Task", "Resource": arn}}))
    states.account.clock.advance(30)
    token = states.client.get_activity_task(activityArn=arn)["taskToken"]
    states.account.clock.advance(10)
    states.client.send_task_success(taskToken=token, output="1")
    states.account.settle()

    times = [summed(f"Activity{part}", arn, "ActivityArn") for part in ("ScheduleTime", "RunTime", "Time")]

    assert [1, 1, 1] == [count for count, _ in times]
    assert [30, 10, 40] == [pytest.approx(value / 1000, abs=0.1) for _, value in times]
    assert (1, 1) == summed("ActivitiesSucceeded", arn, "ActivityArn")


def test_calls_of_services_go_by_the_resource_that_is_named(states, lab, summed) -> None:
    url = lab.queue("orders")
    resource = "arn:aws:states:::sqs:sendMessage"
    task = {"Type": "Task", "Resource": resource, "Parameters": {"QueueUrl": url, "MessageBody": "x"}}
    states.run(states.machine("sales", {"T": task}))

    assert (1, 1) == summed("ServiceIntegrationsSucceeded", resource, "ServiceIntegrationResourceArn")
    assert 1 == summed("ServiceIntegrationRunTime", resource, "ServiceIntegrationResourceArn")[0]


def test_what_was_started_as_a_version_or_an_alias_counts_for_that_too(states) -> None:
    arn = states.machine("sales", {"P": {"Type": "Pass"}}, publish=True)
    routes = [{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    states.client.create_state_machine_alias(name="live", routingConfiguration=routes)
    for qualifier in ("", ":1", ":live"):
        states.run(f"{arn}{qualifier}")
    states.account.settle()
    cloudwatch, now = states.account.client("cloudwatch"), states.account.now()

    def counted(*further: dict[str, str]) -> float:
        points = cloudwatch.get_metric_statistics(
            Namespace="AWS/States",
            MetricName="ExecutionsSucceeded",
            Dimensions=[{"Name": "StateMachineArn", "Value": arn}, *further],
            StartTime=now - timedelta(days=1),
            EndTime=now + timedelta(days=1),
            Period=86400,
            Statistics=["Sum"],
        )["Datapoints"]
        return sum(each["Sum"] for each in points)

    assert 3 == counted()
    assert 2 == counted({"Name": "Version", "Value": "1"})
    assert 1 == counted({"Name": "Alias", "Value": "live"})
