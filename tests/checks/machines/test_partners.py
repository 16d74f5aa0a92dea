"""Somebody who answers by task token, and an execution that a rubric looks at while it is under way."""

import pytest

from course.asl import Callbacks, StateMachine
from course.clock import Clock
from grader.checks.machines import Partner, Reply, begun, message_body, played

QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"


def machine(path="$$.Task.Token", **limits):
    body = {"taskToken.$": path, "order.$": "$"}
    parameters = {"QueueUrl": QUEUE, "MessageBody": body}
    resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
    task = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True, **limits}
    return StateMachine.of({"StartAt": "Ask", "States": {"Ask": task}})


def ask(*replies, given="x", **fields):
    clock, callbacks = Clock(), Callbacks()
    partner = Partner(clock, callbacks, replies)
    actors = {"sqs:sendMessage": lambda parameters: partner(message_body(parameters))}
    return partner, played(machine(**fields), given, actors, clock=clock, callbacks=callbacks)


def test_an_answer_comes_when_it_is_scripted():
    partner, story = ask(Reply(after=90, result={"received": True}))

    assert ("SUCCEEDED", {"received": True}, 90) == (story.status, story.output, story.seconds)
    assert [(True, 90)] == [(order.known, order.answered) for order in partner.orders]


def test_a_refusal_is_an_error_with_its_cause():
    _, story = ask(Reply(after=5, error="AccountClosed", cause="since May"))

    assert ("FAILED", "AccountClosed", "since May", 5) == (
        story.status,
        story.error,
        story.cause,
        story.seconds,
    )


@pytest.mark.parametrize(
    "reply, error, seconds",
    [
        (Reply(), "States.Timeout", 60),
        (Reply(pulse=50), "States.Timeout", 600),
        (Reply(pulse=50, until=200), "States.Timeout", 260),
        (Reply(pulse=50, after=175, error="No"), "No", 175),
    ],
    ids=["silent", "reports for ever", "stops reporting", "reports, then refuses"],
)
def test_pulses_keep_a_wait_open_until_they_stop(reply, error, seconds):
    _, story = ask(reply, HeartbeatSeconds=60, TimeoutSeconds=600)

    assert (error, seconds) == (story.error, story.seconds)


def test_an_order_without_a_token_that_anybody_waits_for_stays_without_an_answer():
    partner, story = ask(Reply(after=5, pulse=1), given={"mine": "T"}, path="$.mine", TimeoutSeconds=10)

    assert ("States.Timeout", 10) == (story.error, story.seconds)
    assert [("T", False, None)] == [(each.token, each.known, each.answered) for each in partner.orders]


def test_each_order_has_a_reply_and_the_last_serves_all_others():
    retry = [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "BackoffRate": 1, "MaxAttempts": 5}]
    busy = Reply(after=0, error="Busy")
    partner, story = ask(busy, busy, Reply(after=0, result="done"), Retry=retry)

    assert ("done", 3) == (story.output, len(partner.orders))


@pytest.mark.parametrize("body", [{"a": 1}, '{"a": 1}'])
def test_the_body_of_a_message_is_read_as_data_or_text(body):
    assert {"a": 1} == message_body({"QueueUrl": QUEUE, "MessageBody": body})


@pytest.mark.parametrize("parameters", [None, {}, "x", {"MessageBody": "no JSON"}])
def test_what_is_no_message_breaks_nothing(parameters):
    assert message_body(parameters) in (None, "no JSON")


def test_a_rubric_may_answer_by_itself_while_an_execution_is_under_way():
    callbacks, bodies = Callbacks(), []
    actors = {"sqs:sendMessage": lambda asked: bodies.append(asked["MessageBody"])}
    open_one = begun(machine(), {}, actors, callbacks=callbacks)
    open_one.until(3_600)
    callbacks.succeed(bodies[0]["taskToken"], "late")
    open_one.until(7_200)
    story = open_one.ended()

    assert ("SUCCEEDED", "late", 3_600, [0]) == (
        story.status,
        story.output,
        story.seconds,
        story.times_of("sqs:sendMessage"),
    )
