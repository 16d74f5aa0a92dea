"""The rubrics of module 5: their tables hold what they claim."""

import itertools
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from course.cloud import Account
from grader.checks import Bench, drained
from grader.rubrics import exercise, insurer
from grader.rubrics.m05 import backstage, bad_day, e2_filters, e4_fourth_listener, e5_who_can_lose
from grader.rubrics.m05.who_may_send import Guarded, anybody_may_send, not_admitted, others_admitted

TOPIC = "arn:aws:sns:us-east-1:123456789012:north-payments"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:north-sales-q"
LEARNERS = [f"learner-{number}" for number in range(20)]


def bench(exercise_id: str, learner_id: str, *, grading: bool) -> Bench:
    """A bench without answers."""
    return Bench(exercise(exercise_id), {}, learner_id=learner_id, grading=grading)


# The day of the system that only grading has.
SHORT_DAY = e5_who_can_lose.more_systems(bench("m05.e5", "x", grading=True))[0][2]


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_the_visible_messages_show_both_sides_of_every_filter(learner_id: str) -> None:
    """Locally as in grading, each of channel, limit and outcome decides on some message alone."""
    place = bench("m05.e2", learner_id, grading=False)
    limit, table = place.variant["limit"], e2_filters.messages(place)
    seen = {(message.fact["channel"] in ("web", "app"), message.fact["amount"] > limit) for message in table}

    assert e2_filters.VISIBLE == len(table)
    assert set(itertools.product((True, False), repeat=2)) == seen
    assert limit in [message.fact["amount"] for message in table if message.fact["channel"] in ("web", "app")]
    assert set(insurer.OUTCOMES) == {message.outcome for message in table}


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_consumers_are_handed_what_each_filter_would_keep_from_them(learner_id: str) -> None:
    """So a consumer that still filters, by whatever, is seen."""
    place = bench("m05.e2", learner_id, grading=False)
    chosen = e2_filters.messages(place)[e2_filters.SAMPLE]
    limit = place.variant["limit"]
    seen = {(message.fact["channel"] in ("web", "app"), message.fact["amount"] > limit) for message in chosen}

    assert set(itertools.product((True, False), repeat=2)) == seen
    assert set(insurer.CHANNELS) == {message.fact["channel"] for message in chosen}
    assert set(insurer.OUTCOMES) == {message.outcome for message in chosen}


def test_grading_adds_messages_and_changes_none() -> None:
    """The visible table is the beginning of the whole one."""
    some, everything = (
        e2_filters.messages(bench("m05.e2", "x", grading=grading)) for grading in (False, True)
    )

    assert len(some) < len(everything)
    assert some == everything[: len(some)]


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_fraud_is_asked_about_each_reason_alone_both_and_none(learner_id: str) -> None:
    """Both fields decide, also at the boundary."""
    place = bench("m05.e4", learner_id, grading=False)
    limit, home = place.variant["limit"], place.variant["home_currency"]
    facts = [payment["fact"] for payment in e4_fourth_listener.payments(place)]

    assert set(itertools.product((True, False), repeat=2)) == {
        (fact["amount"] > limit, fact["currency"] != home) for fact in facts
    }
    assert (limit, home) in {(fact["amount"], fact["currency"]) for fact in facts}
    assert set(e4_fourth_listener.CURRENCIES) == {
        fact["currency"] for fact in facts if fact["amount"] <= limit
    }


@pytest.mark.parametrize("minutes", [65, 150])
@pytest.mark.parametrize("plan", [e5_who_can_lose.DAY, SHORT_DAY], ids=["whole", "short"])
def test_on_the_bad_day_exactly_the_weak_kinds_lose_payments(minutes: int, plan: bad_day.Plan) -> None:
    """What the rubric expects of the list is what happens when nothing is repaired."""
    services = dict(zip(bad_day.KINDS, e5_who_can_lose.EVERYBODY, strict=True))
    with Account() as account:
        day = bad_day.play(account, "north", services, minutes, plan, lambda *_: None)

    assert set(e5_who_can_lose.WEAK_KINDS) == {kind for kind, fate in day.fates.items() if fate.lost}
    assert [] == [kind for kind, fate in day.fates.items() if fate.doubled]


def policy(principal: Any, condition: dict[str, Any] | None = None) -> str:
    """The text of a queue policy with one statement."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage", "Resource": QUEUE}
    return json.dumps({"Statement": [statement | ({"Condition": condition} if condition else {})]})


FROM_TOPIC = {"ArnEquals": {"aws:SourceArn": TOPIC}}
SNS = {"Service": "sns.amazonaws.com"}


@pytest.mark.parametrize(
    "text, admits, admits_others, open_to_all",
    [
        (policy(SNS, FROM_TOPIC), True, False, False),
        (policy("*", FROM_TOPIC), True, False, False),
        (policy("*"), True, True, True),
        (policy(SNS), True, True, True),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:north-payments"}}), True, True, True),
        (policy(SNS, {"StringEquals": {"aws:SourceAccount": "123456789012"}}), True, True, False),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:999999999999:*"}}), False, True, False),
        (policy(SNS, {"ArnLike": {"aws:SourceArn": TOPIC[:-8] + "*"}}), True, True, False),
        (policy({"AWS": "999999999999"}), False, True, False),
        (policy({"AWS": "arn:aws:iam::123456789012:root"}), False, False, False),
        (policy(SNS, {"ArnEquals": {"aws:SourceArn": QUEUE}}), False, False, False),
        ("", False, True, False),
        ("no policy at all", False, False, False),
    ],
)
def test_a_queue_policy_is_read_as_aws_would_enforce_it(
    text: str, *, admits: bool, admits_others: bool, open_to_all: bool
) -> None:
    """Who gets in, and who gets in besides. A queue without a policy earns nothing for keeping others out."""
    queue = Guarded("north-sales-q", TOPIC, exists=True, policy=text)

    assert admits == (not list(not_admitted([queue])))
    assert admits_others == bool(list(others_admitted([queue])))
    assert open_to_all == anybody_may_send([queue])


def test_what_is_done_backstage_leaves_what_calls_leave() -> None:
    """A topic with a filtered listener, and a message: made by calls and without any, the same arrives."""
    payment = insurer.fact(random.Random(0), 1, amount=129.5)
    told, only_over_100 = (
        insurer.attributes(payment, "paid"),
        json.dumps({"amount": [{"numeric": [">", 100]}]}),
    )

    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        by_calls = sns.create_topic(Name="by-calls")["TopicArn"]
        sqs.create_queue(QueueName="by-calls-q")
        sns.subscribe(
            TopicArn=by_calls,
            Protocol="sqs",
            Endpoint=insurer.queue_arn("by-calls-q"),
            Attributes={"FilterPolicy": only_over_100},
        )
        calls = len(account.trace)
        backstage_arn = backstage.make_topic(account, "backstage")
        backstage.add_listener(account, backstage_arn, "backstage-q", only_over_100)
        backstage.publish(
            account, backstage_arn, "told to nobody", insurer.attributes({**payment, "amount": 5}, "")
        )
        backstage.publish(account, backstage_arn, json.dumps(payment), told)
        assert calls == len(account.trace)
        insurer.publish(account, by_calls, payment, "paid")
        account.settle()
        one, other = (_without_identity(drained(account, name)) for name in ("by-calls-q", "backstage-q"))

        assert [json.dumps(payment)] == [each["Message"] for each in one]
        assert one == other
        assert [by_calls, backstage_arn] == backstage.topics(account)
        assert ["by-calls-q", "backstage-q"] == backstage.queues(account)
        assert [only_over_100] * 2 == [
            each.attributes["FilterPolicy"] for each in backstage.subscriptions(account)
        ]


def _without_identity(envelopes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Envelopes without what differs between two messages at two topics."""
    theirs = {"MessageId", "TopicArn", "Timestamp", "UnsubscribeURL", "Signature", "SigningCertURL"}
    return [{name: each[name] for name in each.keys() - theirs} for each in envelopes]


def test_nothing_arrives_from_a_topic_that_is_not_there() -> None:
    """An answer may forget or delete it; that is its own finding, and no error of the check."""
    with Account() as account:
        backstage.publish(account, "arn:aws:sns:us-east-1:123456789012:no-such-topic", "hello")

        assert [] == backstage.topics(account)


def repaired_with(**attributes: str) -> Callable[[Any, Any, Any], None]:
    """Make a repair that puts a queue with these attributes in the function's place, beside its dead-letter queue."""

    def repair(sns: Any, sqs: Any, wiring: dict[str, Any]) -> None:
        name = f"{wiring['prefix']}-sales-q"
        sqs.create_queue(QueueName=f"{name}-dlq")
        sqs.create_queue(QueueName=name, Attributes=attributes)
        sns.subscribe(TopicArn=wiring["topic_arn"], Protocol="sqs", Endpoint=insurer.queue_arn(name))
        sns.unsubscribe(SubscriptionArn=wiring["subscriptions"]["sales"]["subscription_arn"])
        sns.publish(TopicArn=wiring["topic_arn"], Message="[]")

    return repair


GIVEN_UP = json.dumps({"deadLetterTargetArn": insurer.queue_arn("north-sales-q-dlq"), "maxReceiveCount": 3})


@pytest.mark.parametrize(
    "attributes, given_up",
    [
        ({"RedrivePolicy": GIVEN_UP}, ["poison"]),
        ({"RedrivePolicy": GIVEN_UP, "DelaySeconds": "90"}, ["poison"]),
        ({}, []),
    ],
    ids=["at-once", "delayed", "never"],
)
def test_what_the_functions_reader_fails_on_leaves_nothing_behind(
    attributes: dict[str, str], given_up: list[str]
) -> None:
    """Whether a message is given up is seen before the day, on which every payment is there once."""
    services = dict(zip(bad_day.KINDS, e5_who_can_lose.EVERYBODY, strict=True))
    with Account() as account:
        day = bad_day.play(account, "north", services, 65, SHORT_DAY, repaired_with(**attributes))
    fate = day.fates["function"]

    assert given_up == fate.given_up
    assert [] == fate.lost == fate.doubled
    assert "poison" not in itertools.chain(*fate.waiting.values())
