"""What an alarm does when its state changes."""

import json

import pytest
from botocore.exceptions import ClientError

RECEIVE = """
import boto3, json
def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl="{url}", MessageBody=json.dumps(event))
"""


def _raised(lab, meters, **asked):
    meters.alarm(**asked)
    meters.put(11)
    lab.account.settle()


def test_a_topic_is_told_of_the_new_state(lab, meters):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    named = [{"Name": "Till", "Value": "1"}]
    meters.alarm(AlarmActions=[topic], AlarmDescription="too many", Dimensions=named)
    meters.put(11, Dimensions=named)
    lab.account.settle()
    [body] = lab.bodies(url)
    envelope = json.loads(body)
    told = json.loads(envelope["Message"])

    assert 'ALARM: "many" in US East (N. Virginia)' == envelope["Subject"]
    assert ("many", "too many", "ALARM", "INSUFFICIENT_DATA", "2025-03-01T08:01:00.000+0000") == tuple(
        told[name]
        for name in ("AlarmName", "AlarmDescription", "NewStateValue", "OldStateValue", "StateChangeTime")
    )
    assert {"MetricName": "Sales", "Statistic": "SUM", "Threshold": 10.0}.items() <= told["Trigger"].items()
    assert [{"value": "1", "name": "Till"}] == told["Trigger"]["Dimensions"]


def test_each_state_has_its_own_actions(lab, meters):
    topics = {name: lab.topic(name) for name in ("bad", "good", "unknown")}
    url = lab.queue()
    for topic in topics.values():
        lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
    meters.alarm(
        AlarmActions=[topics["bad"]], OKActions=[topics["good"]], InsufficientDataActions=[topics["unknown"]]
    )
    for sales in (1, 11):
        meters.put(sales)
        lab.account.settle()
    meters.account.clock.advance(600)
    lab.account.settle()

    assert ["OK", "ALARM", "INSUFFICIENT_DATA"] == [
        json.loads(body)["NewStateValue"] for body in lab.bodies(url)
    ]


def test_a_function_is_run_with_the_alarms_data(lab, meters):
    url = lab.queue()
    arn = lab.function(RECEIVE.format(url=url))
    _raised(lab, meters, AlarmActions=[arn])
    [body] = lab.bodies(url)
    event = json.loads(body)

    assert ("aws.cloudwatch", "many") == (event["source"], event["alarmData"]["alarmName"])
    assert "ALARM" == event["alarmData"]["state"]["value"]
    assert "INSUFFICIENT_DATA" == event["alarmData"]["previousState"]["value"]
    [metric] = event["alarmData"]["configuration"]["metrics"]
    assert {"namespace": "Shop", "name": "Sales", "dimensions": {}} == metric["metricStat"]["metric"]


def test_every_change_is_an_event_on_the_default_bus(lab, meters):
    anybody = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
    url = lab.queue(Policy=json.dumps({"Version": "2012-10-17", "Statement": [anybody]}))
    events = lab.account.client("events")
    wanted = {"source": ["aws.cloudwatch"], "detail": {"state": {"value": ["ALARM"]}}}
    events.put_rule(Name="alarms", EventPattern=json.dumps(wanted))
    events.put_targets(Rule="alarms", Targets=[{"Id": "1", "Arn": lab.arn(url)}])
    meters.put(1)
    _raised(lab, meters, ActionsEnabled=False)
    [body] = lab.bodies(url)
    event = json.loads(body)

    assert "CloudWatch Alarm State Change" == event["detail-type"]
    assert ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:many"] == event["resources"]
    assert "Threshold Crossed" in event["detail"]["state"]["reason"]


def test_actions_that_are_switched_off_do_not_happen(lab, meters):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    meters.alarm(AlarmActions=[topic])
    meters.cloudwatch.disable_alarm_actions(AlarmNames=["many"])
    meters.put(11)
    lab.account.settle()
    off = lab.waiting(url)
    meters.cloudwatch.enable_alarm_actions(AlarmNames=["many"])
    for state in ("OK", "ALARM"):
        meters.cloudwatch.set_alarm_state(AlarmName="many", StateValue=state, StateReason="x")
    lab.account.settle()

    assert ((0, 0), (1, 0)) == (off, lab.waiting(url))


def test_an_action_is_in_the_trace_and_in_the_history(lab, meters):
    topic = lab.topic()
    gone = "arn:aws:sns:us-east-1:123456789012:gone"
    _raised(lab, meters, AlarmActions=[topic, gone])

    deliveries = lab.account.trace.find(kind="delivery", service="cloudwatch")
    assert [("payments", "ok"), ("gone", "lost")] == [(span.target, span.status) for span in deliveries]
    assert [
        f"Successfully executed action {topic}",
        f"Failed to execute action {gone}. Received error: topic gone does not exist",
    ] == meters.history(HistoryItemType="Action")


def test_a_composite_alarm_follows_its_children(lab, meters):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
    for name in ("slow", "failing"):
        meters.alarm(name, MetricName=name)
    meters.alarm("deployment")
    rule = 'ALARM(slow) AND (ALARM("failing") OR FALSE) AND NOT ALARM(deployment)'
    meters.cloudwatch.put_composite_alarm(AlarmName="both", AlarmRule=rule, AlarmActions=[topic])
    states = [meters.state("both")]
    for name in ("slow", "failing"):
        meters.put(11, name=name)
        lab.account.settle()
        states.append(meters.state("both"))
    [body] = lab.bodies(url)

    assert ["OK", "OK", "ALARM"] == states
    assert ("both", rule) == (json.loads(body)["AlarmName"], json.loads(body)["AlarmRule"])
    assert "alarm:failing transitioned to ALARM" in json.loads(body)["NewStateReason"]
    found = meters.cloudwatch.describe_alarms(ChildrenOfAlarmName="both", AlarmTypes=["MetricAlarm"])
    assert ["deployment", "failing", "slow"] == [each["AlarmName"] for each in found["MetricAlarms"]]


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"AlarmRule": "ALARM(none)"}, "ValidationError"),
        ({"AlarmRule": "ALARM(many) AND"}, "ValidationError"),
        ({"AlarmRule": "BROKEN(many)"}, "ValidationError"),
        ({"AlarmRule": "(TRUE"}, "ValidationError"),
        ({"AlarmRule": "TRUE FALSE"}, "ValidationError"),
        ({"AlarmRule": "TRUE", "ActionsSuppressor": "many"}, "NotImplemented"),
    ],
)
def test_a_composite_alarm_that_cannot_be_is_refused(meters, asked, code):
    meters.alarm()
    with pytest.raises(ClientError) as caught:
        meters.cloudwatch.put_composite_alarm(AlarmName="c", **asked)

    assert code == caught.value.response["Error"]["Code"]


def test_composite_alarms_do_not_depend_on_themselves(meters):
    meters.cloudwatch.put_composite_alarm(AlarmName="a", AlarmRule="TRUE")
    meters.cloudwatch.put_composite_alarm(AlarmName="b", AlarmRule="ALARM(a)")
    with pytest.raises(ClientError, match="itself"):
        meters.cloudwatch.put_composite_alarm(AlarmName="a", AlarmRule="NOT ALARM(b)")
