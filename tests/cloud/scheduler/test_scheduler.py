"""EventBridge Scheduler on virtual time."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/r"


def test_what_is_due_once_is_waited_for(timetable):
    timetable.create(timetable.soon(600))

    assert timetable.account.settle() is None
    assert ["s"] == timetable.bodies()
    assert 600 <= timetable.last()["at"] < 601


def test_what_is_due_next_year_is_reported_and_time_stands(timetable):
    timetable.create("at(2026-03-01T00:00:00)")
    left = timetable.account.settle()

    assert ["schedule s"] == [due.what for due in left.due]
    assert timetable.clock.elapsed < 1


def test_a_rate_is_due_at_once_and_then_again_and_again(timetable):
    timetable.create("rate(10 minutes)")
    begun = timetable.clock.elapsed
    timetable.account.settle()
    first = len(timetable.bodies())
    timetable.clock.sleep(begun + 1801 - timetable.clock.elapsed)

    assert (1, 3) == (first, len(timetable.bodies()))


def test_settle_does_not_wait_for_what_recurs(timetable):
    timetable.create("cron(0 9 * * ? *)")

    assert timetable.account.settle() is None
    assert timetable.clock.elapsed < 1


def test_a_time_zone_counts(timetable):
    timetable.create("cron(30 9 * * ? *)", ScheduleExpressionTimezone="Europe/Berlin")
    timetable.clock.advance(3600)

    assert "2025-03-01T08:30:00Z" == timetable.last()["scheduled"]


def test_a_schedule_acts_between_its_start_and_its_end(timetable):
    now = timetable.clock.now
    timetable.create(
        "rate(1 hour)", StartDate=now + timedelta(hours=1), EndDate=now + timedelta(hours=3, minutes=1)
    )
    timetable.clock.advance(10 * 3600)

    assert 3 == len(timetable.bodies())


def test_a_flexible_window_moves_the_moment_and_never_beyond_itself(timetable):
    for n in range(5):
        timetable.create(
            timetable.soon(60),
            name=f"s{n}",
            FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
        )
    timetable.account.settle()
    spans = timetable.account.trace.find(kind="delivery", service="scheduler")
    starts = [span.start for span in spans]

    assert 5 == len(set(starts))
    assert all(60 <= start <= 60 + 15 * 60 for start in starts)


@pytest.mark.parametrize("action, left", [("DELETE", 0), ("NONE", 1)])
def test_a_schedule_that_is_done_stays_or_goes(timetable, action, left):
    timetable.create(timetable.soon(5), ActionAfterCompletion=action)
    timetable.account.settle()

    assert left == len(timetable.scheduler.list_schedules()["Schedules"])
    assert ["s"] == timetable.bodies()


def test_a_recurring_schedule_goes_after_its_end(timetable):
    end = timetable.clock.now + timedelta(hours=2, minutes=30)
    timetable.create("rate(1 hour)", EndDate=end, ActionAfterCompletion="DELETE")
    timetable.clock.advance(3 * 3600)

    assert 3 == len(timetable.bodies())
    assert [] == timetable.scheduler.list_schedules()["Schedules"]


def test_a_schedule_that_is_changed_acts_by_what_it_is_now(timetable):
    timetable.create("rate(1 minute)", State="DISABLED")
    timetable.clock.advance(300)
    timetable.scheduler.update_schedule(
        Name="s",
        ScheduleExpression=timetable.soon(100),
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": timetable.arn, "RoleArn": ROLE, "Input": "changed"},
        ActionAfterCompletion="DELETE",
    )
    timetable.account.settle()

    assert ["changed"] == timetable.bodies()
    assert [] == timetable.scheduler.list_schedules()["Schedules"]


def test_a_schedule_that_is_deleted_and_one_whose_group_is_act_no_more(timetable):
    timetable.scheduler.create_schedule_group(Name="g")
    timetable.create(timetable.soon(60), name="one")
    timetable.create(timetable.soon(60), name="two", GroupName="g")
    timetable.scheduler.delete_schedule(Name="one")
    timetable.scheduler.delete_schedule_group(Name="g")

    assert timetable.account.settle() is None
    assert [] == timetable.bodies()


def test_without_input_a_target_gets_an_event(timetable):
    arn = timetable.create(timetable.soon(60))
    timetable.scheduler.update_schedule(
        Name="s",
        ScheduleExpression=timetable.soon(60),
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": timetable.arn, "RoleArn": ROLE},
    )
    timetable.account.settle()
    event = json.loads(timetable.bodies()[0])

    assert ("aws.scheduler", "Scheduled Event", [arn], "{}") == (
        event["source"],
        event["detail-type"],
        event["resources"],
        event["detail"],
    )


def test_an_input_can_name_the_schedule_the_time_and_the_attempt(timetable):
    text = "<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>"
    arn = timetable.create("at(2025-03-01T08:05:00)", target={"Input": text})
    timetable.account.outage("reminders", 302)
    timetable.account.settle()

    assert [f"{arn} 2025-03-01T08:05:00Z 3"] == timetable.bodies()


def test_a_universal_target_makes_a_call(timetable):
    table = {
        "TableName": "t",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    database = timetable.account.client("dynamodb")
    database.create_table(**table)
    put = {"TableName": "t", "Item": {"id": {"S": "x"}}}
    timetable.create(
        timetable.soon(5),
        target={"Arn": "arn:aws:scheduler:::aws-sdk:dynamodb:putItem", "Input": json.dumps(put)},
    )
    timetable.account.settle()

    assert [{"id": {"S": "x"}}] == database.scan(TableName="t")["Items"]
    assert ("ok", "dynamodb:putItem") == (timetable.last()["status"], timetable.last()["target"])


def test_a_universal_target_that_is_refused_is_not_called_again(timetable):
    put = {"TableName": "none", "Item": {"id": {"S": "x"}}}
    timetable.create(
        timetable.soon(5),
        target={"Arn": "arn:aws:scheduler:::aws-sdk:dynamodb:putItem", "Input": json.dumps(put)},
    )
    timetable.account.settle()

    assert ("lost", 1) == (timetable.last()["status"], timetable.last()["attempts"])
    assert "ResourceNotFound" in timetable.last()["reason"]


def test_a_bus_gets_an_event_of_its_own(timetable):
    events = timetable.account.client("events")
    logs = timetable.account.client("logs")
    logs.create_log_group(logGroupName="g")
    events.put_rule(Name="r", EventPattern='{"source": ["clockwork"]}')
    events.put_targets(
        Rule="r", Targets=[{"Id": "1", "Arn": "arn:aws:logs:us-east-1:123456789012:log-group:g"}]
    )
    timetable.create(
        timetable.soon(5),
        target={
            "Arn": "arn:aws:events:us-east-1:123456789012:event-bus/default",
            "EventBridgeParameters": {"DetailType": "Tick", "Source": "clockwork"},
            "Input": '{"n": 1}',
        },
    )
    timetable.account.settle()
    [line] = logs.filter_log_events(logGroupName="g")["events"]

    assert ("Tick", {"n": 1}) == (
        json.loads(line["message"])["detail-type"],
        json.loads(line["message"])["detail"],
    )


def test_what_cannot_be_delivered_is_set_aside_with_the_reason(timetable):
    dead = timetable.lab.queue("dead")
    arn = timetable.create(
        "at(2025-03-01T08:01:00)",
        target={
            "RetryPolicy": {"MaximumRetryAttempts": 1},
            "DeadLetterConfig": {"Arn": timetable.lab.arn(dead)},
        },
    )
    timetable.account.outage("reminders", 3600)
    timetable.account.settle()
    [message] = timetable.lab.received(dead)
    found = {name: each["StringValue"] for name, each in message["MessageAttributes"].items()}
    del found["EXECUTION_ID"]

    assert ("dead-letter", "s") == (timetable.last()["status"], message["Body"])
    assert {
        "ERROR_CODE": "INTERNAL_ERROR",
        "ERROR_MESSAGE": "reminders is switched off",
        "EXHAUSTED_RETRY_CONDITION": "MaximumRetryAttempts",
        "IS_PAYLOAD_TRUNCATED": "false",
        "RETRY_ATTEMPTS": "1",
        "SCHEDULED_TIME": "2025-03-01T08:01:00Z",
        "SCHEDULE_ARN": arn,
        "TARGET_ARN": timetable.arn,
    } == found


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"expression": "rate(1 minutes)"}, "Invalid Schedule Expression rate(1 minutes)."),
        ({"ScheduleExpressionTimezone": "Mars"}, "Invalid Schedule Expression Timezone Mars."),
        ({"FlexibleTimeWindow": {"Mode": "FLEXIBLE"}}, "needs MaximumWindowInMinutes"),
        ({"GroupName": "none"}, "Schedule group none does not exist."),
        (
            {"target": {"Arn": "arn:aws:scheduler:::aws-sdk:sqs:receiveMessage"}},
            "only reads",
        ),
        ({"target": {"Arn": "arn:aws:scheduler:::aws-sdk:sqs:fly"}}, "is not a supported API action"),
        ({"target": {"Arn": "arn:aws:ecs:us-east-1:1:cluster/c"}}, "the lab does not call arn:aws:ecs"),
        (
            {"target": {"Arn": "arn:aws:events:us-east-1:123456789012:event-bus/default"}},
            "EventBridgeParameters must be given",
        ),
        ({"target": {"RetryPolicy": {"MaximumEventAgeInSeconds": 86_401}}}, "between 60 and 86400"),
        (
            {"target": {"DeadLetterConfig": {"Arn": "arn:aws:sns:us-east-1:123456789012:t"}}},
            "must be a standard SQS queue",
        ),
    ],
)
def test_a_schedule_is_refused(timetable, settings, message):
    with pytest.raises(ClientError) as caught:
        timetable.create(**{"expression": "rate(1 hour)", **settings})

    assert message in str(caught.value)
    assert [] == timetable.scheduler.list_schedules()["Schedules"]


def test_a_group_is_made_once(timetable):
    timetable.scheduler.create_schedule_group(Name="g")
    with pytest.raises(ClientError, match="Schedule group g already exists"):
        timetable.scheduler.create_schedule_group(Name="g")
