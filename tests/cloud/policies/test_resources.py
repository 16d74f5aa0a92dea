"""Policies of queues, topics, functions and buses: whom they keep out."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

QUEUE = "arn:aws:sqs:us-east-1:123456789012:sales-q"
TOPIC = "arn:aws:sns:us-east-1:123456789012:payments"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:sales"
HANDLER = "def handler(event, context): return 1"


@pytest.mark.parametrize("source,arrived", [(TOPIC, 1), (f"{TOPIC}-2", 0), (None, 0)])
def test_a_queue_takes_a_topics_messages_if_its_policy_says_so(guarded, write, source, arrived: int) -> None:
    attributes = (
        {"Policy": write.let_in("sns.amazonaws.com", "sqs:SendMessage", QUEUE, source)} if source else {}
    )
    url = guarded.lab.queue(**attributes)
    guarded.lab.subscribe(guarded.lab.topic(), QUEUE)

    guarded.sns.publish(TopicArn=TOPIC, Message="m")
    guarded.account.settle()

    assert arrived == len(guarded.lab.bodies(url))


def test_a_refused_delivery_is_lost_at_once_and_the_trace_says_why(guarded) -> None:
    guarded.lab.queue()
    guarded.lab.subscribe(guarded.lab.topic(), QUEUE)

    guarded.sns.publish(TopicArn=TOPIC, Message="m")
    guarded.account.settle()

    [span] = guarded.account.trace.find(kind="delivery")
    said = f"User: sns.amazonaws.com is not authorized to perform: sqs:sendmessage on resource: {QUEUE} because no "
    assert ("lost", 1) == (span.status, span.detail["attempts"])
    assert f"{said}resource-based policy allows the sqs:sendmessage action" == span.detail["reason"]


@pytest.mark.parametrize(
    "permission,status",
    [
        ({"Principal": "sns.amazonaws.com", "SourceArn": TOPIC}, "ok"),
        ({"Principal": "sns.amazonaws.com"}, "ok"),
        ({"Principal": "sns.amazonaws.com", "SourceArn": f"{TOPIC}-2"}, "lost"),
        ({"Principal": "events.amazonaws.com"}, "lost"),
        (None, "lost"),
    ],
)
def test_a_function_takes_a_topics_messages_if_a_permission_was_added(
    guarded, permission, status: str
) -> None:
    guarded.function(HANDLER, guarded.role("sales"))
    if permission:
        _permit(guarded, **permission)
    guarded.lab.subscribe(guarded.lab.topic(), FUNCTION)

    guarded.sns.publish(TopicArn=TOPIC, Message="m")
    guarded.account.settle()

    assert [("sales", status)] == guarded.lab.ends(service="sns")


def test_a_permission_for_an_alias_is_none_for_the_function(guarded) -> None:
    guarded.function(HANDLER, guarded.role("sales"))
    guarded.lambda_.publish_version(FunctionName="sales")
    guarded.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    _permit(guarded, Principal="sns.amazonaws.com", Qualifier="live")

    of_alias, of_function = (
        guarded.account.permissions.explain(
            "sns.amazonaws.com", "lambda:InvokeFunction", arn, {"aws:SourceArn": TOPIC}
        )
        for arn in (f"{FUNCTION}:live", FUNCTION)
    )

    assert of_alias.allowed
    assert not of_function.allowed


@pytest.mark.parametrize("permitted", [True, False])
def test_a_rule_reaches_a_function_if_a_permission_was_added(guarded, permitted: bool) -> None:
    guarded.function(HANDLER, guarded.role("sales"))
    rule = _rule(guarded, FUNCTION)
    if permitted:
        _permit(guarded, Principal="events.amazonaws.com", SourceArn=rule)

    _put(guarded)

    assert [("sales", "ok" if permitted else "lost")] == guarded.lab.ends(service="events")


@pytest.mark.parametrize("permitted", [True, False])
def test_a_rule_reaches_a_topic_if_the_topics_policy_says_so(guarded, write, permitted: bool) -> None:
    topic, rule = guarded.lab.topic(), _rule(guarded, TOPIC)
    if permitted:
        policy = write.let_in("events.amazonaws.com", "sns:Publish", topic, rule)
        guarded.sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)

    _put(guarded)

    assert [("payments", "ok" if permitted else "lost")] == guarded.lab.ends(service="events")


@pytest.mark.parametrize("kind", ["Topic", "LambdaFunction"])
def test_a_bucket_is_not_told_to_notify_who_does_not_let_it_in(guarded, write, kind: str) -> None:
    guarded.function(HANDLER, guarded.role("sales"))
    guarded.lab.topic()
    s3 = guarded.account.client("s3")
    s3.create_bucket(Bucket="claims")
    bucket = "arn:aws:s3:::claims"
    arn = TOPIC if kind == "Topic" else FUNCTION
    wish = {f"{kind}Configurations": [{f"{kind}Arn": arn, "Events": ["s3:ObjectCreated:*"]}]}
    with pytest.raises(ClientError, match="Unable to validate the following destination configurations"):
        s3.put_bucket_notification_configuration(Bucket="claims", NotificationConfiguration=wish)

    _permit(guarded, Principal="s3.amazonaws.com", SourceArn=bucket, SourceAccount="123456789012")
    policy = write.let_in("s3.amazonaws.com", "sns:Publish", TOPIC, bucket)
    guarded.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="Policy", AttributeValue=policy)
    s3.put_bucket_notification_configuration(Bucket="claims", NotificationConfiguration=wish)
    s3.put_object(Bucket="claims", Key="k", Body=b"")
    guarded.account.settle()

    assert {"ok"} == {status for _, status in guarded.lab.ends(service="s3")}


def test_the_policy_that_a_topic_begins_with_lets_alarms_in_and_no_other_service(guarded) -> None:
    guarded.lab.topic()

    found = {
        service: guarded.account.permissions.explain(service, "sns:Publish", TOPIC).allowed
        for service in ("cloudwatch.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com")
    }

    assert {
        "cloudwatch.amazonaws.com": True,
        "events.amazonaws.com": False,
        "s3.amazonaws.com": False,
    } == found


def test_a_buss_policy_counts_for_another_account(guarded) -> None:
    guarded.account.client("events").put_permission(
        EventBusName="default", Action="events:PutEvents", Principal="999999999999", StatementId="theirs"
    )
    bus = "arn:aws:events:us-east-1:123456789012:event-bus/default"

    assert guarded.account.permissions.explain("999999999999", "events:PutEvents", bus).allowed
    assert not guarded.account.permissions.explain("888888888888", "events:PutEvents", bus).allowed


def test_a_malformed_policy_of_a_queue_lets_nobody_in_and_says_so(guarded) -> None:
    guarded.lab.queue(Policy=json.dumps({"Statement": [{"Effect": "allow"}]}))
    guarded.lab.subscribe(guarded.lab.topic(), QUEUE)

    decision = guarded.account.permissions.explain("sns.amazonaws.com", "sqs:SendMessage", QUEUE)

    assert not decision.allowed
    assert "policy of queue sales-q is malformed. Statement[0].Effect: found 'allow'" in decision.reason


@pytest.mark.parametrize("policy", ["no json", "[]"])
def test_a_topic_refuses_a_policy_that_is_no_object(lab, policy: str) -> None:
    topic = lab.topic()

    with pytest.raises(ClientError, match="Invalid parameter: Policy Error: null"):
        lab.sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=policy)


def test_where_policies_are_only_read_a_topic_reaches_queue_and_function_without_any(lab) -> None:
    lab.queue()
    lab.function(HANDLER)
    topic = lab.topic()
    lab.subscribe(topic, QUEUE)
    lab.subscribe(topic, FUNCTION)

    lab.sns.publish(TopicArn=topic, Message="m")
    lab.account.settle()

    assert [("sales-q", "ok"), ("sales", "ok")] == lab.ends(service="sns")


def _permit(guarded: Any, **permission: Any) -> None:
    guarded.lambda_.add_permission(
        FunctionName="sales", StatementId="it", Action="lambda:InvokeFunction", **permission
    )


def _rule(guarded: Any, target: str) -> str:
    events = guarded.account.client("events")
    arn = events.put_rule(Name="sold", EventPattern='{"source": ["shop"]}')["RuleArn"]
    events.put_targets(Rule="sold", Targets=[{"Id": "1", "Arn": target}])
    return str(arn)


def _put(guarded: Any) -> None:
    entry = {"Source": "shop", "DetailType": "Sale", "Detail": "{}"}
    guarded.account.client("events").put_events(Entries=[entry])
    guarded.account.settle()


def test_an_alarm_needs_the_functions_leave_to_call_it(guarded) -> None:
    alarms, role = guarded.account.client("cloudwatch"), guarded.role("till")
    arn = guarded.function("def handler(event, context):\n    return None\n", role)
    metric = {"Namespace": "Shop", "MetricName": "Sales"}
    alarms.put_metric_alarm(
        AlarmName="many",
        AlarmActions=[arn],
        Period=60,
        EvaluationPeriods=1,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
        Statistic="Sum",
        TreatMissingData="notBreaching",
        **metric,
    )

    def calls() -> int:
        alarms.set_alarm_state(AlarmName="many", StateValue="OK", StateReason="test")
        alarms.set_alarm_state(AlarmName="many", StateValue="ALARM", StateReason="test")
        guarded.account.settle()
        return sum(span.kind == "invocation" for span in guarded.account.trace)

    before = calls()
    guarded.lambda_.add_permission(
        FunctionName=arn,
        StatementId="alarm",
        Action="lambda:InvokeFunction",
        Principal="lambda.alarms.cloudwatch.amazonaws.com",
    )

    assert (0, 1) == (before, calls())
