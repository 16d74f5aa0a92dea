"""What plain moto lacks of CloudWatch and X-Ray, and the account therefore answers itself.

The day one of these fails, moto has learned it, and that part of the account may go.
"""

from datetime import timedelta

import boto3
import moto
import pytest
from botocore.exceptions import ClientError
from moto.core.utils import utcnow


@pytest.fixture
def cloudwatch():
    with moto.mock_aws():
        yield boto3.client("cloudwatch", region_name="us-east-1")


def _read(cloudwatch, **asked):
    now = utcnow()
    spec = {"StartTime": now - timedelta(hours=1), "EndTime": now + timedelta(hours=1), "Period": 7200}
    return cloudwatch.get_metric_statistics(Namespace="n", MetricName="m", **spec, **asked)["Datapoints"]


def _put(cloudwatch, value, *names):
    dimensions = [{"Name": name, "Value": "x"} for name in names]
    data = [{"MetricName": "m", "Value": value, "Dimensions": dimensions}]
    cloudwatch.put_metric_data(Namespace="n", MetricData=data)


def _alarm(cloudwatch):
    cloudwatch.put_metric_alarm(
        AlarmName="a",
        Namespace="n",
        MetricName="m",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        Statistic="Sum",
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=["arn:aws:automate:us-east-1:ec2:stop"],
    )


def test_moto_counts_a_metric_with_more_dimensions_as_one_with_fewer(cloudwatch):
    _put(cloudwatch, 1, "Function")
    _put(cloudwatch, 1, "Function", "Version")
    [point] = _read(cloudwatch, Statistics=["Sum"], Dimensions=[{"Name": "Function", "Value": "x"}])

    assert 2 == point["Sum"]


def test_moto_computes_no_percentiles(cloudwatch):
    _put(cloudwatch, 1)

    assert "ExtendedStatistics" not in _read(cloudwatch, ExtendedStatistics=["p99"])[0]


def test_moto_computes_no_expressions_over_metrics(cloudwatch):
    _put(cloudwatch, 1)
    metric = {"Metric": {"Namespace": "n", "MetricName": "m"}, "Period": 60, "Stat": "Sum"}
    queries = [{"Id": "s", "MetricStat": metric}, {"Id": "x", "Expression": "s * 2"}]
    now = utcnow()
    answer = cloudwatch.get_metric_data(
        MetricDataQueries=queries, StartTime=now - timedelta(hours=1), EndTime=now + timedelta(hours=1)
    )

    assert [1, 0] == [len(each["Values"]) for each in answer["MetricDataResults"]]


def test_moto_never_evaluates_an_alarm_and_takes_any_action(cloudwatch):
    _alarm(cloudwatch)
    _put(cloudwatch, 5)

    assert "OK" == cloudwatch.describe_alarms()["MetricAlarms"][0]["StateValue"]


@pytest.mark.parametrize("operation", ["describe_alarm_history", "put_composite_alarm"])
def test_moto_has_no_history_and_no_composite_alarms(cloudwatch, operation):
    asked = {"AlarmName": "c", "AlarmRule": "TRUE"} if operation == "put_composite_alarm" else {}
    with pytest.raises((ClientError, NotImplementedError)):
        getattr(cloudwatch, operation)(**asked)


def test_motos_x_ray_needs_a_package_that_the_lab_does_not_have():
    with pytest.raises(ModuleNotFoundError):
        import moto.xray  # noqa: F401
