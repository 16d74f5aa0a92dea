"""Rules: what PutRule and PutTargets refuse, and TestEventPattern."""

import json

import pytest
from botocore.exceptions import ClientError

EVENT = {
    "id": "1",
    "account": "123456789012",
    "source": "shop",
    "time": "2025-03-01T08:00:00Z",
    "region": "us-east-1",
    "resources": [],
    "detail-type": "Sale",
    "detail": {"amount": 5},
}
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:sales"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m"
BUS = "arn:aws:events:us-east-1:123456789012:event-bus/orders"
ROLE = "arn:aws:iam::123456789012:role/events"


@pytest.mark.parametrize(
    "pattern, result",
    [({"detail": {"amount": [5]}}, True), ({"detail": {"amount": [{"numeric": [">", 5]}]}}, False)],
)
def test_a_pattern_can_be_tried_on_an_event(shop, pattern, result):
    answer = shop.events.test_event_pattern(EventPattern=json.dumps(pattern), Event=json.dumps(EVENT))

    assert result is answer["Result"]


@pytest.mark.parametrize(
    "pattern, event, code, message",
    [
        (
            '{"a": []}',
            json.dumps(EVENT),
            "InvalidEventPatternException",
            "Event pattern is not valid. Reason: Empty arrays are not allowed",
        ),
        ('{"a": [1]}', '{"id": "1"}', "ValidationException", "Parameter Event is not valid."),
    ],
)
def test_a_trial_refuses_a_wrong_pattern_and_a_wrong_event(shop, pattern, event, code, message):
    with pytest.raises(ClientError) as caught:
        shop.events.test_event_pattern(EventPattern=pattern, Event=event)

    assert {"Code": code, "Message": message} == caught.value.response["Error"]


@pytest.mark.parametrize(
    "asked, message",
    [
        ({"EventPattern": '{"source": "shop"}'}, '"source" must be an object or an array'),
        ({"EventPattern": '{"a": [{"prefix": 5}]}'}, "prefix match pattern must be a string"),
        ({"EventPattern": json.dumps({"a": ["x" * 5000]})}, "length less than or equal to 4096"),
        ({}, "EventPattern or ScheduleExpression must be specified"),
        ({"ScheduleExpression": "rate(5 minute)"}, "Parameter ScheduleExpression is not valid"),
        ({"ScheduleExpression": "cron(0 9 * * * *)"}, "Parameter ScheduleExpression is not valid"),
        ({"ScheduleExpression": "at(2025-01-01T00:00:00)"}, "Parameter ScheduleExpression is not valid"),
        ({"Name": "a b", "EventPattern": '{"a": [1]}'}, "Value 'a b' at 'name' failed"),
    ],
)
def test_a_rule_is_refused(shop, asked, message):
    with pytest.raises(ClientError, match=message.replace(".", r"\.")):
        shop.events.put_rule(**{"Name": "r", **asked})

    assert [] == shop.events.list_rules()["Rules"]


def test_a_bus_has_no_more_than_three_hundred_rules(shop):
    for n in range(300):
        shop.events.put_rule(Name=f"r{n}", EventPattern='{"source": ["shop"]}')
    shop.events.put_rule(Name="r7", EventPattern='{"source": ["other"]}')

    with pytest.raises(ClientError, match="exceeds the maximum number allowed"):
        shop.events.put_rule(Name="r300", EventPattern='{"source": ["shop"]}')


def test_a_rule_has_no_more_than_five_targets(shop):
    shop.rule(*[FUNCTION] * 5)
    shop.aim(FUNCTION)  # the first of them once more
    with pytest.raises(ClientError) as caught:
        shop.events.put_targets(Rule="sales", Targets=[{"Id": "6", "Arn": FUNCTION}])

    assert "LimitExceededException" == caught.value.response["Error"]["Code"]


@pytest.mark.parametrize(
    "target, message",
    [
        ({"Arn": MACHINE}, f"RoleArn is required for target {MACHINE}"),
        (
            {"Arn": "arn:aws:sqs:us-east-1:123456789012:q.fifo"},
            "SqsParameters must be specified for target: 1",
        ),
        ({"Arn": FUNCTION, "Id": "a b"}, "Value 'a b' at 'targets.1.member.id' failed"),
        ({"Arn": FUNCTION, "Input": "{"}, "JSON syntax error in input for target 1"),
        ({"Arn": FUNCTION, "Input": "{}", "InputPath": "$.detail"}, "Only one of Input, InputPath"),
        ({"Arn": FUNCTION, "InputPath": "detail"}, "does not begin with"),
        (
            {"Arn": FUNCTION, "InputTransformer": {"InputTemplate": '"<who>"'}},
            "<who> is not in InputPathsMap",
        ),
        ({"Arn": FUNCTION, "InputTransformer": {"InputTemplate": "Hello"}}, "neither JSON nor a text"),
        (
            {"Arn": BUS, "RoleArn": ROLE, "InputTransformer": {"InputTemplate": '"x"'}},
            "InputTransformer is not available for target 1: it is an event bus",
        ),
        ({"Arn": BUS, "RoleArn": ROLE, "Input": "{}"}, "Input is not available for target 1"),
        ({"Arn": BUS, "RoleArn": ROLE, "InputPath": "$.detail"}, "InputPath is not available for target 1"),
        ({"Arn": FUNCTION, "DeadLetterConfig": {"Arn": FUNCTION}}, "it must be a standard SQS queue"),
        ({"Arn": FUNCTION, "RetryPolicy": {"MaximumRetryAttempts": 186}}, "between 0 and 185"),
        ({"Arn": "nonsense"}, "Provided Arn is not in correct format"),
        (
            {"Arn": "arn:aws:kinesis:us-east-1:123456789012:stream/s"},
            "the lab does not deliver events to arn:aws:kinesis",
        ),
    ],
)
def test_a_target_is_refused(shop, target, message):
    shop.rule()
    with pytest.raises(ClientError, match=message.replace(".", r"\.")):
        shop.events.put_targets(Rule="sales", Targets=[{"Id": "1", **target}])

    assert [] == shop.events.list_targets_by_rule(Rule="sales")["Targets"]


def test_targets_need_their_rule(shop):
    with pytest.raises(ClientError, match="Rule nobody does not exist"):
        shop.aim(FUNCTION, rule="nobody")


def test_a_rule_that_is_disabled_matches_nothing_until_it_is_enabled(shop):
    shop.rule(shop.queue())
    shop.events.disable_rule(Name="sales")
    shop.put({"n": 1})
    shop.events.enable_rule(Name="sales")
    shop.put({"n": 2})

    assert [{"n": 2}] == [event["detail"] for event in shop.bodies()]


def test_a_bus_has_a_policy(shop):
    arn = shop.events.create_event_bus(Name="orders")["EventBusArn"]
    shop.events.put_permission(
        EventBusName="orders", Action="events:PutEvents", Principal="111111111111", StatementId="partner"
    )
    policy = json.loads(shop.events.describe_event_bus(Name="orders")["Policy"])

    assert [("partner", arn)] == [(each["Sid"], each["Resource"]) for each in policy["Statement"]]
