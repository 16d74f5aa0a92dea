"""Deliveries that fail: tried again, set aside, lost."""

import json
from itertools import pairwise

import pytest

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:gone"


def _outage(shop, seconds):
    shop.account.outage("sales-q", seconds)


def test_a_queue_that_is_away_for_an_hour_gets_the_event_after_it(shop):
    shop.rule(shop.queue())
    _outage(shop, 3600)
    shop.put()

    assert "ok" == shop.last()["status"]
    assert shop.last()["attempts"] > 10
    assert 3600 < shop.account.clock.elapsed < 4200


def test_attempts_come_further_and_further_apart(shop, monkeypatch):
    times = []
    send = shop.account.targets.send
    monkeypatch.setattr(
        shop.account.targets, "send", lambda *a: times.append(shop.account.clock.elapsed) or send(*a)
    )
    shop.rule(shop.queue())
    _outage(shop, 3600)
    shop.put()
    waits = [round(later - sooner, 3) for sooner, later in pairwise(times)]

    assert sorted(waits) == waits
    assert 1 == waits[0]


@pytest.mark.parametrize(
    "policy, attempts, exhausted",
    [
        ({"MaximumRetryAttempts": 2}, 3, "MaximumRetryAttempts"),
        ({"MaximumRetryAttempts": 0}, 1, "MaximumRetryAttempts"),
        ({"MaximumEventAgeInSeconds": 60}, None, "MaximumEventAgeInSeconds"),
    ],
)
def test_what_outlives_its_retry_policy_is_set_aside_with_the_reason(shop, policy, attempts, exhausted):
    arn, dead = shop.queue(), shop.queue("dead")
    rule = shop.rule({"Arn": arn, "RetryPolicy": policy, "DeadLetterConfig": {"Arn": dead}})
    _outage(shop, 86_400)
    shop.put({"amount": 5})
    [message] = shop.received("dead")
    found = {name: each["StringValue"] for name, each in message["MessageAttributes"].items()}
    made = shop.last()["attempts"]

    assert "dead-letter" == shop.last()["status"]
    assert made == (attempts or made)
    assert {"amount": 5} == json.loads(message["Body"])["detail"]
    assert {
        "RULE_ARN": rule,
        "TARGET_ARN": arn,
        "ERROR_CODE": "INTERNAL_ERROR",
        "ERROR_MESSAGE": "sales-q is switched off",
        "EXHAUSTED_RETRY_CONDITION": exhausted,
        "RETRY_ATTEMPTS": str(made - 1),
    } == found


def test_an_event_is_tried_185_times_more_within_a_day_and_then_lost(shop):
    shop.rule(shop.queue())
    _outage(shop, 10 * 86_400)
    shop.put(settle=False)
    shop.account.settle(2 * 86_400)

    assert ("lost", 186) == (shop.last()["status"], shop.last()["attempts"])
    assert 20 * 3600 < shop.account.clock.elapsed < 24 * 3600


def test_a_target_that_is_gone_is_set_aside_at_once(shop):
    dead = shop.queue("dead")
    shop.rule({"Arn": FUNCTION, "DeadLetterConfig": {"Arn": dead}})
    shop.put()
    [message] = shop.received("dead")
    attributes = message["MessageAttributes"]

    assert "NO_RESOURCE" == attributes["ERROR_CODE"]["StringValue"]
    assert "EXHAUSTED_RETRY_CONDITION" not in attributes
    assert shop.account.clock.elapsed < 1


def test_the_dead_letter_queue_gets_the_event_as_it_was_and_not_the_targets_input(shop):
    dead = shop.queue("dead")
    shop.rule({"Arn": FUNCTION, "Input": '{"n": 1}', "DeadLetterConfig": {"Arn": dead}})
    shop.put({"amount": 5})

    assert [{"amount": 5}] == [event["detail"] for event in shop.bodies("dead")]


def test_a_dead_letter_queue_that_is_closed_to_eventbridge_keeps_nothing(shop):
    dead = shop.lab.arn(shop.lab.queue("dead"))
    shop.rule({"Arn": FUNCTION, "DeadLetterConfig": {"Arn": dead}})
    shop.put()

    assert "lost" == shop.last()["status"]
    assert "queue dead refuses events.amazonaws.com" in shop.last()["dead_letter"]
