"""One attempt to hand a text to an ARN."""

import json

import pytest

from course.cloud.targets import Options, Patience, patience, persist

OWNER = "123456789012"


def _send(lab, arn, body="{}", options=None):
    """Make the attempt in a task, as rules and schedules do."""
    targets = lab.account.targets
    return lab.clock.wait(lab.clock.spawn(targets.send, arn, body, options))


def test_a_queue_gets_text_attributes_and_group(lab):
    url = lab.queue("q.fifo", FifoQueue="true")
    options = Options(attributes={"why": "late", "none": ""}, group_id="g", deduplication_id="d")
    failure = _send(lab, lab.arn(url), "any text", options)
    [message] = lab.received(url)

    assert failure is None
    assert ("any text", {"why": "late"}, "g") == (
        message["Body"],
        {name: each["StringValue"] for name, each in message["MessageAttributes"].items()},
        message["Attributes"]["MessageGroupId"],
    )


def test_a_queue_asks_its_policy_only_about_a_service_that_acts_for_itself(lab):
    arn = lab.arn(lab.queue())
    asked = {"principal": "events.amazonaws.com", "sender": "arn:aws:events:us-east-1:1:rule/r"}
    ends = [
        _send(lab, arn, "x", Options(**asked, **more)) for more in ({}, {"role": "arn:aws:iam::1:role/r"})
    ]

    assert (True, "NO_PERMISSIONS") == (ends[0].permanent, ends[0].code)
    assert [None, None] == [ends[1], _send(lab, arn, "x")]


def test_a_function_has_taken_an_event_once_it_is_in_lambdas_hands(lab):
    arn = lab.function("def handler(event, context): raise ValueError")

    assert _send(lab, arn, '{"n": 1}') is None
    assert "INVALID_JSON" == _send(lab, arn, "no json").code


def test_a_topic_gets_a_message_with_attributes(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    _send(lab, topic, "hello", Options(attributes={"kind": "greeting"}))
    lab.account.settle()
    envelope = json.loads(lab.bodies(url)[0])

    assert ("hello", "greeting") == (envelope["Message"], envelope["MessageAttributes"]["kind"]["Value"])


def test_an_execution_can_be_given_a_name(lab):
    states = lab.account.client("stepfunctions")
    definition = json.dumps({"StartAt": "S", "States": {"S": {"Type": "Succeed"}}})
    role = f"arn:aws:iam::{OWNER}:role/r"
    arn = states.create_state_machine(name="m", definition=definition, roleArn=role)["stateMachineArn"]
    _send(lab, arn, '{"n": 1}', Options(name="first"))

    assert ["first"] == [each["name"] for each in states.list_executions(stateMachineArn=arn)["executions"]]


@pytest.mark.parametrize(
    "arn",
    [
        f"arn:aws:kinesis:us-east-1:{OWNER}:stream/s",
        f"arn:aws:events:us-east-1:{OWNER}:archive/a",
        "nonsense",
    ],
)
def test_what_the_lab_does_not_send_to_is_said(lab, arn):
    failure = _send(lab, arn)

    assert not lab.account.targets.knows(arn)
    assert (f"the lab does not send to {arn}", True) == (failure.reason, failure.permanent)


def test_what_is_switched_off_may_be_tried_again(lab):
    arn = lab.arn(lab.queue("q"))
    lab.account.outage("q", 60)
    failure = _send(lab, arn)

    assert ("q is switched off", False) == (failure.reason, failure.permanent)


def test_what_is_there_is_found(lab):
    queue, topic = lab.arn(lab.queue("q")), lab.topic()
    function = lab.function("def handler(event, context): pass")
    targets = lab.account.targets

    assert [True] * 3 == [targets.finds(arn) for arn in (queue, topic, function)]
    assert [False] * 3 == [targets.finds(f"{arn}x") for arn in (queue, topic, function)]


def test_senders_with_a_pace_wait_for_their_turn(lab):
    times = []

    def go():
        lab.account.targets.pace("x", 4)
        times.append(lab.clock.elapsed)

    for _ in range(3):
        lab.clock.spawn(go)
    lab.account.settle()

    assert [0, 0.25, 0.5] == times


def test_a_retry_policy_says_how_long_something_is_tried():
    assert Patience(185, 86_400) == patience(None)
    assert Patience(0, 86_400) == patience({"MaximumRetryAttempts": 0})
    assert Patience(185, 60) == patience({"MaximumEventAgeInSeconds": 60})


def test_attempts_end_with_the_first_that_succeeds(lab):
    from course.cloud.attempts import Failure

    answers = [Failure("busy"), Failure("busy"), None]
    ending = lab.clock.wait(
        lab.clock.spawn(
            lambda: persist(lab.account, lambda: answers.pop(0), patience(None), service="events")
        )
    )

    assert (None, 3, "") == (ending.failure, ending.attempts, ending.exhausted)


def test_a_log_event_can_be_spelt_out(lab):
    logs = lab.account.client("logs")
    logs.create_log_group(logGroupName="g")
    moment = int(lab.clock.now.timestamp() * 1000) - 5
    arn = f"arn:aws:logs:us-east-1:{OWNER}:log-group:g"
    _send(lab, arn, json.dumps({"timestamp": moment, "message": "sold"}))
    _send(lab, arn, '{"timestamp": "now", "message": "whole"}')
    found = [
        (each["timestamp"], each["message"]) for each in logs.filter_log_events(logGroupName="g")["events"]
    ]

    assert (moment, "sold") in found
    assert '{"timestamp": "now", "message": "whole"}' in {text for _, text in found}


def test_a_topic_that_refuses_a_message_is_not_asked_again(lab):
    topic = lab.topic("t.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    failure = _send(lab, topic, "x")

    assert failure.permanent
    assert "The MessageGroupId parameter is required for FIFO topics" in failure.reason
    assert _send(lab, topic, "x", Options(group_id="g")) is None
