"""Alarms that change their state as data come and stay away."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError


def test_a_new_alarm_has_not_enough_data(meters):
    meters.alarm()

    assert "INSUFFICIENT_DATA" == meters.state()
    meters.account.settle()
    assert "INSUFFICIENT_DATA" == meters.state()


def test_an_alarm_follows_its_data_at_the_end_of_their_minute(meters):
    meters.alarm()
    meters.at(1)
    meters.put(6, 5)
    meters.at(1.9)
    before = meters.state()
    meters.account.settle()

    assert ("INSUFFICIENT_DATA", "ALARM") == (before, meters.state())
    assert 120 == round(meters.account.clock.elapsed)


def test_an_alarm_changes_only_when_the_state_does(meters):
    meters.alarm()
    for minute, sales in enumerate([1, 11, 12, 2, 3, 13], 1):
        meters.at(minute)
        meters.put(sales)
    meters.account.settle()

    assert ["INSUFFICIENT_DATA to OK", "OK to ALARM", "ALARM to OK", "OK to ALARM"] == meters.changes()


@pytest.mark.parametrize(
    "operator, states",
    [
        ("GreaterThanThreshold", ["OK", "OK", "ALARM"]),
        ("GreaterThanOrEqualToThreshold", ["OK", "ALARM", "ALARM"]),
        ("LessThanThreshold", ["ALARM", "OK", "OK"]),
        ("LessThanOrEqualToThreshold", ["ALARM", "ALARM", "OK"]),
    ],
)
def test_the_comparison_decides_what_breaches(meters, operator, states):
    seen = []
    for value in (9, 10, 11):
        meters.alarm(str(value), ComparisonOperator=operator, MetricName=str(value))
        meters.put(value, name=str(value))
        meters.account.settle()
        seen.append(meters.state(str(value)))

    assert states == seen


@pytest.mark.parametrize(
    "stat, state", [("p50", "OK"), ("p99", "ALARM"), ("Average", "OK"), ("Maximum", "ALARM")]
)
def test_a_percentile_sees_the_slow_tail_that_an_average_hides(meters, stat, state):
    asked = {"ExtendedStatistic": stat} if stat.startswith("p") else {"Statistic": stat}
    meters.alarm(**asked)
    meters.put(*[1] * 95, *[60] * 5)
    meters.account.settle()

    assert state == meters.state()


def test_so_many_datapoints_out_of_the_periods_make_an_alarm(meters):
    meters.alarm(EvaluationPeriods=3, DatapointsToAlarm=2)
    for minute, sales in enumerate([11, 1, 1, 12, 1, 12, 1, 1]):
        meters.at(minute + 0.5)
        meters.put(sales)
    meters.account.settle()
    told = meters.cloudwatch.describe_alarm_history(AlarmName="many", HistoryItemType="StateUpdate")
    minutes = [
        round((each["Timestamp"] - meters.account.clock.start).total_seconds() / 60)
        for each in told["AlarmHistoryItems"][::-1]
    ]

    assert ["INSUFFICIENT_DATA to OK", "OK to ALARM", "ALARM to OK"] == meters.changes()
    assert [2, 6, 7] == minutes


@pytest.mark.parametrize(
    "missing, later, at_last",
    [
        ("missing", "ALARM", "INSUFFICIENT_DATA"),
        ("ignore", "ALARM", "ALARM"),
        ("breaching", "ALARM", "ALARM"),
        ("notBreaching", "ALARM", "OK"),
    ],
)
def test_missing_data_are_taken_as_was_asked(meters, missing, later, at_last):
    meters.alarm(TreatMissingData=missing)
    meters.put(11)
    meters.account.settle()
    seen = [meters.state()]
    meters.account.settle()
    seen.append(meters.state())
    meters.account.clock.advance(300)
    seen.append(meters.state())

    assert ["ALARM", later, at_last] == seen


@pytest.mark.parametrize("missing, state", [("breaching", "ALARM"), ("notBreaching", "OK")])
def test_an_alarm_without_any_data_is_judged_by_how_it_takes_missing_ones(meters, missing, state):
    meters.alarm(TreatMissingData=missing)
    meters.account.settle()

    assert state == meters.state()


def test_settling_ends_and_leaves_nothing_due(meters):
    for number, missing in enumerate(["missing", "ignore", "breaching", "notBreaching"]):
        meters.alarm(str(number), TreatMissingData=missing)
    meters.put(11)

    assert meters.account.settle() is None
    assert meters.account.clock.elapsed <= 60


def test_an_alarm_without_data_lets_a_year_pass_at_once(meters):
    meters.alarm()
    meters.put(11)
    meters.account.settle()
    meters.account.clock.advance(365 * 86400)

    assert meters.account.clock._background.next() is None
    assert "INSUFFICIENT_DATA" == meters.state()


def test_a_long_period_counts_what_its_last_minutes_had(meters):
    meters.alarm(Period=300)
    for minute in range(8):
        meters.at(minute + 0.5)
        meters.put(3)
    meters.account.settle()

    assert ["INSUFFICIENT_DATA to OK", "OK to ALARM"] == meters.changes()


def test_data_of_the_past_are_judged_too(meters):
    meters.at(10)
    meters.alarm(EvaluationPeriods=2, DatapointsToAlarm=1)
    meters.account.settle()
    meters.put(11, Timestamp=meters.now() - timedelta(minutes=2))
    meters.account.settle()

    assert "ALARM" == meters.state()


def test_an_alarm_watches_an_expression(meters):
    def stat(id, name):
        metric = {"Metric": {"Namespace": "Shop", "MetricName": name}, "Period": 60, "Stat": "Sum"}
        return {"Id": id, "MetricStat": metric, "ReturnData": False}

    rate = {"Id": "rate", "Expression": "100 * FILL(errors, 0) / calls", "ReturnData": True}
    meters.alarm(Metrics=[stat("errors", "Errors"), stat("calls", "Calls"), rate])
    states = []
    for minute, (errors, calls) in enumerate([(1, 100), (20, 100), (0, 50)]):
        meters.at(minute + 0.5)
        if errors:
            meters.put(errors, name="Errors")
        meters.put(calls, name="Calls")
        meters.account.settle()
        states.append(meters.state())

    assert ["OK", "ALARM", "OK"] == states


def test_what_a_function_does_wrong_raises_its_alarm(lab, meters):
    lab.function("def handler(event, context): return 1 / 0")
    named = [{"Name": "FunctionName", "Value": "sales"}]
    meters.alarm(Namespace="AWS/Lambda", MetricName="Errors", Dimensions=named, Threshold=0)
    lab.invoke()
    lab.account.settle()

    assert "ALARM" == meters.state()


def test_the_state_is_explained_in_words_and_as_data(meters):
    meters.alarm(Threshold=1)
    meters.put(5)
    meters.account.settle()
    [found] = meters.cloudwatch.describe_alarms()["MetricAlarms"]

    assert (
        "Threshold Crossed: 1 out of the last 1 datapoints [5.0 (01/03/25 08:00:00)] was greater than the threshold "
        "(1.0) (minimum 1 datapoint for OK -> ALARM transition)." == found["StateReason"]
    )
    about = json.loads(found["StateReasonData"])
    assert ("Sum", 60, [5.0], 1.0) == tuple(
        about[name] for name in ("statistic", "period", "recentDatapoints", "threshold")
    )
    assert meters.account.clock.start + timedelta(minutes=1) == found["StateTransitionedTimestamp"]


def test_without_data_the_reason_says_so(meters):
    meters.alarm()
    meters.put(11)
    meters.account.settle()
    meters.account.clock.advance(600)
    [found] = meters.cloudwatch.describe_alarms()["MetricAlarms"]

    assert "Insufficient Data: 1 datapoint was unknown." == found["StateReason"]


def test_a_state_set_by_hand_holds_until_time_passes(meters):
    meters.alarm()
    meters.put(1)
    meters.account.settle()
    meters.cloudwatch.set_alarm_state(AlarmName="many", StateValue="ALARM", StateReason="a trial")
    by_hand = meters.state()
    meters.account.settle()
    settled = meters.state()
    meters.account.clock.advance(60)

    assert ("ALARM", "ALARM", "OK") == (by_hand, settled, meters.state())


def test_an_alarm_that_is_put_again_keeps_its_state_and_watches_anew(meters):
    meters.alarm()
    meters.put(11)
    meters.account.settle()
    meters.alarm(Threshold=100)
    kept = meters.state()
    meters.account.settle()

    assert ("ALARM", "OK") == (kept, meters.state())
    assert ['Alarm "many" created', 'Alarm "many" updated'] == meters.history(
        HistoryItemType="ConfigurationUpdate"
    )


def test_a_deleted_alarm_is_gone_and_its_history_stays(meters):
    meters.alarm()
    meters.cloudwatch.delete_alarms(AlarmNames=["many"])
    meters.put(11)
    meters.account.settle()

    assert [] == meters.cloudwatch.describe_alarms()["MetricAlarms"]
    assert 'Alarm "many" deleted' == meters.history()[-1]
    with pytest.raises(ClientError, match="ResourceNotFound"):
        meters.cloudwatch.delete_alarms(AlarmNames=["many"])


def test_alarms_are_found_by_what_is_asked(meters):
    for name in ("b", "a", "other"):
        meters.alarm(name, OKActions=["arn:aws:sns:us-east-1:123456789012:t"] if name == "a" else [])
    meters.cloudwatch.set_alarm_state(AlarmName="b", StateValue="OK", StateReason="x")

    def names(**asked):
        return [each["AlarmName"] for each in meters.cloudwatch.describe_alarms(**asked)["MetricAlarms"]]

    assert ["a", "b", "other"] == names()
    assert ["other"] == names(AlarmNamePrefix="ot")
    assert ["b"] == names(StateValue="OK")
    assert ["a"] == names(ActionPrefix="arn:aws:sns")
    assert [] == names(AlarmTypes=["CompositeAlarm"])
    pages = meters.cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 2})
    assert [2, 1] == [len(page["MetricAlarms"]) for page in pages]
    found = meters.cloudwatch.describe_alarms_for_metric(Namespace="Shop", MetricName="Sales")
    assert 3 == len(found["MetricAlarms"])


def test_alarms_have_tags(meters):
    meters.alarm(Tags=[{"Key": "team", "Value": "till"}])
    arn = meters.cloudwatch.describe_alarms()["MetricAlarms"][0]["AlarmArn"]
    meters.cloudwatch.tag_resource(ResourceARN=arn, Tags=[{"Key": "by", "Value": "hand"}])
    meters.cloudwatch.untag_resource(ResourceARN=arn, TagKeys=["team"])

    assert [{"Key": "by", "Value": "hand"}] == meters.cloudwatch.list_tags_for_resource(ResourceARN=arn)[
        "Tags"
    ]


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"ComparisonOperator": "GreaterThanUpperThreshold", "ThresholdMetricId": "x"}, "NotImplemented"),
        ({"AlarmActions": ["arn:aws:automate:us-east-1:ec2:stop"]}, "NotImplemented"),
        ({"AlarmActions": ["page me"]}, "ValidationError"),
        ({"EvaluateLowSampleCountPercentile": "ignore"}, "NotImplemented"),
        ({"TreatMissingData": "shrug"}, "ValidationError"),
        ({"DatapointsToAlarm": 2}, "ValidationError"),
        ({"Period": 45}, "ValidationError"),
        ({"Period": 300, "EvaluationPeriods": 289}, "ValidationError"),
        ({"ExtendedStatistic": "p101"}, "InvalidParameterValue"),
        ({"Statistic": "Sum", "ExtendedStatistic": "p10"}, "ValidationError"),
        ({"Metrics": [{"Id": "a", "Expression": "SEARCH('x', 'Sum')"}]}, "NotImplemented"),
    ],
)
def test_an_alarm_that_cannot_be_kept_is_refused(meters, asked, code):
    with pytest.raises(ClientError) as caught:
        meters.alarm(**asked)

    assert code == caught.value.response["Error"]["Code"]
    assert [] == meters.cloudwatch.describe_alarms()["MetricAlarms"]


@pytest.mark.parametrize("name", ["ComparisonOperator", "EvaluationPeriods", "Threshold"])
def test_an_alarm_says_what_it_compares_and_over_how_many_periods(meters, name):
    whole = {"ComparisonOperator": "LessThanThreshold", "EvaluationPeriods": 1, "Threshold": 10}
    one_short = {field: wish for field, wish in whole.items() if field != name}
    of_a_metric = {"Namespace": "Shop", "MetricName": "Sales", "Statistic": "Sum", "Period": 60}
    with pytest.raises(ClientError, match=f"The parameter {name} is required"):
        meters.cloudwatch.put_metric_alarm(AlarmName="many", **of_a_metric, **one_short)

    assert [] == meters.cloudwatch.describe_alarms()["MetricAlarms"]


def test_two_equal_runs_have_the_same_history_and_trace(new_lab):
    from course.cloud import Account

    def run():
        with Account(seed=3) as account:
            client = account.client("cloudwatch")
            topic = account.client("sns").create_topic(Name="t")["TopicArn"]
            client.put_metric_alarm(
                AlarmName="a",
                Namespace="Shop",
                MetricName="Sales",
                Period=60,
                Statistic="Sum",
                EvaluationPeriods=1,
                Threshold=1,
                ComparisonOperator="GreaterThanThreshold",
                AlarmActions=[topic],
            )
            client.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "Sales", "Value": 5}])
            account.settle()
            told = client.describe_alarm_history()["AlarmHistoryItems"]
            return [each["HistoryData"] for each in told], [span.as_dict() for span in account.trace]

    assert run() == run()
