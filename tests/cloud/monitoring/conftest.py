"""Short ways to put data, read them and watch them."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest


class Meters:
    """Every method is a call or two of boto3."""

    def __init__(self, account: Any) -> None:
        self.account = account
        self.cloudwatch = account.client("cloudwatch")
        self.logs = account.client("logs")

    def put(self, *values: float, name: str = "Sales", **about: Any) -> None:
        data = [{"MetricName": name, "Value": value, **about} for value in values]
        self.cloudwatch.put_metric_data(Namespace="Shop", MetricData=data)

    def read(
        self, *wanted: str, name: str = "Sales", namespace: str = "Shop", **asked: Any
    ) -> list[dict[str, Any]]:
        """Datapoints of the last hour and the next."""
        now = self.account.now()
        percentiles = [each for each in wanted if each.startswith("p")]
        simple = [each for each in wanted if each not in percentiles]
        asked |= {"Statistics": simple} if simple else {}
        asked |= {"ExtendedStatistics": percentiles} if percentiles else {}
        spec = {
            "StartTime": now - timedelta(hours=1),
            "EndTime": now + timedelta(hours=1),
            "Period": 7200,
            **asked,
        }
        return self.cloudwatch.get_metric_statistics(Namespace=namespace, MetricName=name, **spec)[
            "Datapoints"
        ]

    def alarm(self, name: str = "many", **asked: Any) -> None:
        spec = {
            "AlarmName": name,
            "EvaluationPeriods": 1,
            "ComparisonOperator": "GreaterThanThreshold",
            "Threshold": 10,
            **asked,
        }
        if "Metrics" not in asked:
            spec = {"Namespace": "Shop", "MetricName": "Sales", "Period": 60, **spec}
            if "ExtendedStatistic" not in spec:
                spec.setdefault("Statistic", "Sum")
        self.cloudwatch.put_metric_alarm(**spec)

    def state(self, name: str = "many") -> str:
        found = self.cloudwatch.describe_alarms(
            AlarmNames=[name], AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        )
        return (found["MetricAlarms"] + found["CompositeAlarms"])[0]["StateValue"]

    def history(self, name: str = "many", **asked: Any) -> list[str]:
        found = self.cloudwatch.describe_alarm_history(AlarmName=name, ScanBy="TimestampAscending", **asked)
        return [each["HistorySummary"] for each in found["AlarmHistoryItems"]]

    def changes(self, name: str = "many") -> list[str]:
        return [
            line.removeprefix("Alarm updated from ")
            for line in self.history(name, HistoryItemType="StateUpdate")
        ]

    def at(self, minute: float) -> None:
        """Let time pass until so many minutes after the account's start."""
        clock = self.account.clock
        clock.advance(minute * 60 - clock.elapsed)

    def write(self, *lines: Any, group: str = "shop", stream: str = "till") -> None:
        """Write lines to a log, JSON for what is no text; each a second after the one before."""
        if not self.logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            self.logs.create_log_group(logGroupName=group)
        if not self.logs.describe_log_streams(logGroupName=group, logStreamNamePrefix=stream)["logStreams"]:
            self.logs.create_log_stream(logGroupName=group, logStreamName=stream)
        for line in lines:
            text = line if isinstance(line, str) else json.dumps(line)
            event = {"timestamp": int(self.account.now().timestamp() * 1000), "message": text}
            self.logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[event])
            self.account.clock.advance(1)

    def query(self, text: str, group: str = "shop", **asked: Any) -> list[dict[str, str]]:
        now = int(self.account.now().timestamp())
        spec = {"logGroupName": group, "startTime": now - 86_400, "endTime": now + 86_400, **asked}
        found = self.logs.start_query(queryString=text, **spec)
        self.account.clock.advance(5)
        results = self.logs.get_query_results(queryId=found["queryId"])
        assert "Complete" == results["status"]
        return [
            {each["field"]: each["value"] for each in row if each["field"] != "@ptr"}
            for row in results["results"]
        ]

    def now(self) -> datetime:
        return self.account.now()


@pytest.fixture
def meters(account) -> Meters:
    return Meters(account)
